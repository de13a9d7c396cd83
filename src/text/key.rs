//! The English dictionary. It is built in, and every other one has its keys and its placeholders.

macro_rules! dictionary {
    ($($(#[$doc:meta])* $key:ident $name:literal $english:literal;)*) => {
        /// A text of the dictionary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Key {
            $($(#[$doc])* #[doc = concat!("English: “", $english, "”.")] $key,)*
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
    /// The unit for one; languages with other plural categories have `points_zero`, `points_two` and so on as well.
    PointsOne "points_one" "point";
    /// The unit for any other number.
    PointsOther "points_other" "points";
    /// A value on its scale.
    ValueOf "valueOf" "{value} of {max} {unit}";
    /// A value in percent of its scale.
    PercentValue "percentValue" "{value}";
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
    /// The time of the score.
    AsOf "asOf" "As of {time}";
    /// The age of a stale score, such as “3 days ago”.
    Age "age" "Last updated {age}";
    /// The mark of a stale score.
    Stale "stale" "Out of date";
    /// What stands between the parts of a spoken sentence.
    ListSeparator "listSeparator" ", ";
    /// There is no token yet.
    Idle "idle" "Waiting for sign-in";
    /// The first answer takes its time.
    Loading "loading" "Loading the score…";
    /// The button.
    Retry "retry" "Try again";
    /// The link of an error.
    Help "help" "Help";
    /// The id to quote to Microsoft's support.
    SupportId "supportId" "Support ID {id}";
    /// Announced when a score comes after trouble.
    AnnounceReady "announceReady" "Score updated: {value}";
    /// Announced when the score becomes stale.
    AnnounceStale "announceStale" "The score is out of date";
    /// `no-token`
    ErrorNoToken "errorNoToken" "No sign-in token was given. Sign in again, or ask the owner of this page.";
    /// `token-failed`
    ErrorTokenFailed "errorTokenFailed" "The page could not get a sign-in token. Try again, or sign in again.";
    /// `token-timeout`
    ErrorTokenTimeout "errorTokenTimeout" "The page gave no sign-in token within {seconds} seconds. Sign in, then try again.";
    /// `token-unchanged`
    ErrorTokenUnchanged "errorTokenUnchanged" "The sign-in has expired and the page offered the same token again. Sign in again.";
    /// `unauthorized`
    ErrorUnauthorized "errorUnauthorized" "The sign-in was not accepted. Sign in again; the token must be for api.securitycenter.microsoft.com.";
    /// `forbidden`
    ErrorForbidden "errorForbidden" "Access was refused. The token needs the permission Score.Read (or Score.Read.All for an application), its audience must be https://api.securitycenter.microsoft.com, and the user needs to be allowed to view Defender Vulnerability Management data.";
    /// `feature-disabled`
    ErrorFeatureDisabled "errorFeatureDisabled" "Defender Vulnerability Management is switched off for this organisation.";
    /// `not-found`
    ErrorNotFound "errorNotFound" "There is no score at this address. Check the page's api-base or src.";
    /// `throttled`
    ErrorThrottled "errorThrottled" "Too many requests. The score will be asked for again shortly.";
    /// `server`
    ErrorServer "errorServer" "The service has a problem (status {status}). The score will be asked for again shortly.";
    /// `http`
    ErrorHttp "errorHttp" "The service gave an unexpected answer (status {status}).";
    /// `network`
    ErrorNetwork "errorNetwork" "The service could not be reached. You may be offline, or the service does not allow requests from this page (CORS): then use a same-origin proxy or a snapshot file.";
    /// `timeout`
    ErrorTimeout "errorTimeout" "The service did not answer within {seconds} seconds.";
    /// `redirected`
    ErrorRedirected "errorRedirected" "The service redirected the request, which is refused for safety. Use the final address as api-base or src.";
    /// `invalid-response`
    ErrorInvalidResponse "errorInvalidResponse" "The answer was not a score: a JSON object with a number \"score\" and a time \"time\" was expected.";
    /// `insecure-url`
    ErrorInsecureUrl "errorInsecureUrl" "The address is refused: it must use https, this page's own origin or loopback, and hold no user name or password.";
    /// `wasm-blocked`: said where there is no fallback content.
    ErrorWasmBlocked "errorWasmBlocked" "This browser or this page's security policy blocks WebAssembly.";
    /// `crashed`
    ErrorCrashed "errorCrashed" "The gauge has stopped working. Reload the page.";
}
