//! The English dictionary. It is built in, and every other one has its keys and its placeholders.

macro_rules! dictionary {
    ($($(#[$doc:meta])* $key:ident $name:literal $english:literal;)*) => {
        /// A text of the dictionary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Key {
            $($(#[$doc])* #[doc = concat!("English: `", $english, "`.")] $key,)*
        }

        impl Key {
            /// Every key.
            pub const ALL: &[Self] = &[$(Self::$key),*];

            /// The name in dictionary files and in the `strings` property.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$key => $name,)* }
            }

            /// The English text.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Self::$key => $english,)* }
            }
        }
    };
}

dictionary! {
    /// The default heading.
    ProductSecureScore "productSecureScore" "Microsoft Secure Score for Devices";
    /// The default heading for the exposure score.
    ProductExposureScore "productExposureScore" "Exposure score";
    /// The unit for one. Languages with other plural categories have `points_zero`, `points_two`
    /// and so on as well, and those with another form in “of 1,000 points” have `ofPoints_one` and
    /// so on.
    PointsOne "points_one" "point";
    /// The unit for any other number.
    PointsOther "points_other" "points";
    /// A value on its scale.
    ValueOf "valueOf" "{value} of {max} {unit}";
    /// A number of points.
    Amount "amount" "{value} {unit}";
    /// The ends of the scale.
    Scale "scale" "{min} to {max}";
    /// A band within a sentence.
    Band "band" "{band}";
    /// The exposure score's documented bands.
    BandLow "bandLow" "Low";
    /// See [`Key::BandLow`].
    BandMedium "bandMedium" "Medium";
    /// See [`Key::BandLow`].
    BandHigh "bandHigh" "High";
    /// The mark on the arc.
    Target "target" "Target {target}";
    /// How far the target is.
    ToTarget "toTarget" "{amount} to target";
    /// The target is reached.
    TargetReached "targetReached" "Target reached";
    /// The time of the score.
    AsOf "asOf" "As of {time}";
    /// The age of a stale score, such as “3 days ago”.
    Age "age" "Last updated {age}";
    /// The mark of a stale score.
    Stale "stale" "Out of date";
    /// The separator between the parts of a spoken sentence.
    ListSeparator "listSeparator" ", ";
    /// The link to Microsoft's page of the score.
    Portal "portal" "Open in Defender";
    /// There is no token yet.
    Idle "idle" "Waiting for sign-in";
    /// The first answer takes its time.
    Loading "loading" "Loading the score…";
    /// The button.
    Retry "retry" "Try again";
    /// When the gauge tries again by itself: `{time}` is such as “in 28 seconds”.
    NextTry "nextTry" "Next try {time}";
    /// The link of an error.
    Help "help" "Help";
    /// The button that opens all there is to say of an error.
    Details "details" "Details";
    /// The id to quote to Microsoft's support.
    SupportId "supportId" "Support ID {id}";
    /// The button that copies the support id.
    CopyId "copyId" "Copy ID";
    /// Said once something is copied.
    Copied "copied" "Copied";
    /// The button that opens the explanation of the score.
    Info "info" "About this score";
    /// The thing that the score measures.
    AboutSecureScore "aboutSecureScore" "Microsoft Secure Score for Devices shows how well your devices are configured against attacks. Higher is better.";
    /// See [`Key::AboutSecureScore`].
    AboutExposureScore "aboutExposureScore" "The exposure score shows how exposed your devices are to threats. Lower is better.";
    /// The score that it is often mistaken for.
    AboutOther "aboutOther" "It is not the Microsoft Secure Score of your whole organisation.";
    /// The scale where nobody has said which it is.
    ScaleObserved "scaleObserved" "Scale: {scale}. Microsoft documents no maximum; {max} is the usual one.";
    /// The scale of the exposure score.
    ScaleDocumented "scaleDocumented" "Scale: {scale}, as documented by Microsoft.";
    /// The scale that the host page chose.
    ScaleSet "scaleSet" "Scale: {scale}, set by this page.";
    /// The change since an earlier day.
    DeltaUp "deltaUp" "up {amount} since {date}";
    /// See [`Key::DeltaUp`].
    DeltaDown "deltaDown" "down {amount} since {date}";
    /// See [`Key::DeltaUp`].
    DeltaSame "deltaSame" "no change since {date}";
    /// The name of the sparkline.
    Trend "trend" "Last 90 days";
    /// One day of the trend.
    TrendPoint "trendPoint" "{date}: {value}";
    /// The button that shows the trend as a table.
    ShowTable "showTable" "Show as a table";
    /// A column of that table.
    ColumnDate "columnDate" "Date";
    /// See [`Key::ColumnDate`].
    ColumnScore "columnScore" "Score";
    /// See [`Key::ColumnDate`].
    ColumnNote "columnNote" "Note";
    /// The button that opens the menu.
    Actions "actions" "Actions";
    /// An entry of the menu.
    CopyImage "copyImage" "Copy image";
    /// See [`Key::CopyImage`].
    CopyValue "copyValue" "Copy value";
    /// See [`Key::CopyImage`].
    DownloadCsv "downloadCsv" "Download CSV";
    /// Announced when a score comes after trouble.
    AnnounceReady "announceReady" "Score updated: {value}";
    /// Announced when the score becomes stale.
    AnnounceStale "announceStale" "The score is out of date";
    /// `no-token`
    TitleNoToken "titleNoToken" "Sign-in needed";
    /// `no-token`
    ErrorNoToken "errorNoToken" "Sign in again to see this score, or ask the owner of this page.";
    /// `token-failed`
    TitleTokenFailed "titleTokenFailed" "Sign-in failed";
    /// `token-failed`
    ErrorTokenFailed "errorTokenFailed" "The page could not sign you in. Try again, or sign in again.";
    /// `token-timeout`
    TitleTokenTimeout "titleTokenTimeout" "Sign-in timed out";
    /// `token-timeout`
    ErrorTokenTimeout "errorTokenTimeout" "The page did not sign you in within {seconds} seconds. Sign in, then try again.";
    /// `token-unchanged`
    TitleTokenUnchanged "titleTokenUnchanged" "Sign-in expired";
    /// `token-unchanged`
    ErrorTokenUnchanged "errorTokenUnchanged" "Your sign-in has expired. Sign in again.";
    /// `unauthorized`
    TitleUnauthorized "titleUnauthorized" "Sign-in not accepted";
    /// `unauthorized`
    ErrorUnauthorized "errorUnauthorized" "The service did not accept your sign-in. Sign in again.";
    /// `unauthorized`: what an administrator needs to know.
    HintUnauthorized "hintUnauthorized" "For administrators: the token's audience must be https://api.securitycenter.microsoft.com.";
    /// `forbidden`
    TitleForbidden "titleForbidden" "Access denied";
    /// `forbidden`
    ErrorForbidden "errorForbidden" "You do not have access to this score. Ask your Defender administrator.";
    /// `forbidden`: what an administrator needs to know.
    HintForbidden "hintForbidden" "For administrators: the token needs the permission Score.Read (or Score.Read.All for an application) and the audience https://api.securitycenter.microsoft.com, and the user needs a role that may view Defender Vulnerability Management data.";
    /// `feature-disabled`
    TitleFeatureDisabled "titleFeatureDisabled" "Feature turned off";
    /// `feature-disabled`
    ErrorFeatureDisabled "errorFeatureDisabled" "Defender Vulnerability Management is turned off for this organisation. Ask your Defender administrator.";
    /// `not-found`
    TitleNotFound "titleNotFound" "Score not found";
    /// `not-found`
    ErrorNotFound "errorNotFound" "There is no score at this address. Ask the owner of this page.";
    /// `not-found`: what the owner of the page needs to know.
    HintNotFound "hintNotFound" "For the owner of this page: check api-base, src and group.";
    /// `throttled`
    TitleThrottled "titleThrottled" "Too many requests";
    /// `throttled`
    ErrorThrottled "errorThrottled" "The service is busy. Retrying automatically.";
    /// `server`
    TitleServer "titleServer" "Service unavailable";
    /// `server`
    ErrorServer "errorServer" "The service has a problem (status {status}). Retrying automatically.";
    /// `http`
    TitleHttp "titleHttp" "Unexpected response";
    /// `http`
    ErrorHttp "errorHttp" "The service gave an unexpected answer (status {status}). Try again later.";
    /// `network`
    TitleNetwork "titleNetwork" "Service not reachable";
    /// `network`
    ErrorNetwork "errorNetwork" "You may be offline, or the service does not allow this page (CORS). Retrying automatically.";
    /// `network`: what the owner of the page needs to know.
    HintNetwork "hintNetwork" "For the owner of this page: if the service does not allow pages (CORS), use a same-origin proxy as api-base or a snapshot file as src. An address of the local network needs the reader's permission in the browser.";
    /// `timeout`
    TitleTimeout "titleTimeout" "No answer in time";
    /// `timeout`
    ErrorTimeout "errorTimeout" "The service did not answer within {seconds} seconds. Retrying automatically.";
    /// `redirected`
    TitleRedirected "titleRedirected" "Redirect refused";
    /// `redirected`
    ErrorRedirected "errorRedirected" "The service redirected the request, which is refused for safety. Ask the owner of this page.";
    /// `redirected`: what the owner of the page needs to know.
    HintRedirected "hintRedirected" "For the owner of this page: use the final address as api-base or src.";
    /// `invalid-response`
    TitleInvalidResponse "titleInvalidResponse" "Unreadable answer";
    /// `invalid-response`
    ErrorInvalidResponse "errorInvalidResponse" "The service's answer is not a score. Ask the owner of this page.";
    /// `invalid-response`: what the owner of the page needs to know.
    HintInvalidResponse "hintInvalidResponse" "For the owner of this page: expected a JSON object with a number \"score\" and a time \"time\".";
    /// `insecure-url`
    TitleInsecureUrl "titleInsecureUrl" "Address not allowed";
    /// `insecure-url`
    ErrorInsecureUrl "errorInsecureUrl" "This address is not allowed, for safety. Ask the owner of this page.";
    /// `insecure-url`: what the owner of the page needs to know.
    HintInsecureUrl "hintInsecureUrl" "For the owner of this page: the address must use https, this page's own origin or loopback, have no user name or password, and be in allowedOrigins where that is set.";
    /// `wasm-blocked`: said where there is no fallback content.
    ErrorWasmBlocked "errorWasmBlocked" "This browser or this page's security policy blocks WebAssembly.";
    /// `crashed`
    ErrorCrashed "errorCrashed" "The gauge has stopped working. Reload the page.";
}
