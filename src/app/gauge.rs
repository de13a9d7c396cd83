//! The gauge as a Yew component.

use std::rc::Rc;

use web_sys::Element;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, create_portal, html};
use yew::{use_callback, use_effect_with, use_node_ref, use_state};

use super::click::Click;
use super::shadow;
use crate::feed::{Status, policy};
use crate::gauge;
use crate::score::{Metric, Scale};
use crate::settings::{ArcColor, DEFAULT_PORTAL, Format};
use crate::text::{Formats, Texts};

/// The properties of a [`Gauge`]. All but `status` have a default.
///
/// ```
/// use secure_score::{Amount, Bands, Format, GaugeProps, Scale, Status};
///
/// let bands = Bands::parse("0 Low, 400 Fair, 700 Good", 1000.0)?;
/// let props = yew::props!(GaugeProps {
///     status: Status::of(None, 0.0, None),
///     scale: Scale::new(1000.0, bands, Some(Amount::Points(800.0))),
///     format: Format::Percent,
///     heading: "Devices",
/// });
/// # Ok::<(), secure_score::BandsError>(())
/// ```
#[derive(Clone, PartialEq, Properties)]
#[non_exhaustive]
pub struct GaugeProps {
    /// What there is to show, as [`FeedHandle::status`](crate::FeedHandle::status) tells it.
    pub status: Status,
    /// Called when a reader wants the score to be asked for again.
    #[prop_or_default]
    pub on_retry: Callback<()>,
    /// Which number it is.
    #[prop_or_default]
    pub metric: Metric,
    /// The scale it stands on; the metric's own by default.
    #[prop_or_default]
    pub scale: Option<Scale>,
    /// How it is written.
    #[prop_or_default]
    pub format: Format,
    /// The visible name; the product's by default.
    #[prop_or_default]
    pub heading: Option<AttrValue>,
    /// The age in milliseconds from which on a score is stale; a day by default.
    #[prop_or(policy::DEFAULT_STALE_AFTER)]
    pub stale_after: f64,
    /// Where the link of an error leads, without the `#` and the error's code; no link by default.
    #[prop_or_default]
    pub help_base: Option<AttrValue>,
    /// Where the link to Microsoft's page of the score leads; `None` for no link.
    #[prop_or(Some(AttrValue::Static(DEFAULT_PORTAL)))]
    pub portal_href: Option<AttrValue>,
    /// The colour of the arc.
    #[prop_or_default]
    pub arc: ArcColor,
    /// The language of numbers and dates, as a BCP 47 tag. Its words are in `texts`.
    #[prop_or(AttrValue::Static("en"))]
    pub lang: AttrValue,
    /// The IANA name of the zone of the timestamp; the reader's by default.
    #[prop_or_default]
    pub time_zone: Option<AttrValue>,
    /// The texts; English by default.
    #[prop_or_default]
    pub texts: Texts,
    /// The fallback, which stands in the card while there is no score.
    #[prop_or_default]
    pub children: Html,
}

/// The gauge of a score, in a shadow root of its own with the style sheet of the custom element.
///
/// It shows a status, and knows nothing of where that comes from. Retry, the explanation of the
/// score, the details of an error and the copy of a support id work; the menu and the past of a
/// score belong to the custom element. Pages style it from outside by the same parts and custom
/// properties, on the element `secure-score-card`.
///
/// ```no_run
/// use secure_score::{Gauge, Metric, Source, SubscriberOptions, TokenProvider, use_feed};
/// use yew::prelude::*;
///
/// #[component]
/// fn Exposure() -> Html {
///     let source = Source::of_api("/defender", Metric::ExposureScore);
///     let feed = use_feed(source, TokenProvider::default(), SubscriberOptions::default());
///     html! {
///         <Gauge metric={Metric::ExposureScore} status={feed.status()} on_retry={feed.retry()}>
///             { "Exposure score: see the Defender portal" }
///         </Gauge>
///     }
/// }
/// ```
#[component]
pub fn Gauge(props: &GaugeProps) -> Html {
    let host = use_node_ref();
    let mount = use_state(|| None::<Element>);
    let explained = use_state(|| false);
    {
        let (host, mount) = (host.clone(), mount.setter());
        use_effect_with((), move |()| mount.set(host.cast::<Element>().and_then(|host| shadow::open(&host).ok())));
    }
    let onclick = {
        let (host, explained) = (host.clone(), explained.setter());
        use_callback(props.on_retry.clone(), move |event: MouseEvent, on_retry| {
            let Some(root) = host.cast::<Element>().and_then(|host| host.shadow_root()) else { return };
            match Click::of(&event, &root) {
                Click::Retry => on_retry.emit(()),
                Click::Open => explained.set(true),
                Click::Nothing => {}
            }
        })
    };
    let card = props.card(*explained);
    let given = |is_given: bool| is_given.then_some("");
    html! {
        // An attribute of the element is here what the style sheet looks at.
        <secure-score-card
            ref={host}
            lang={props.lang.clone()}
            metric={props.metric.name()}
            bands={given(!card.scale.bands().is_empty())}
            target={given(card.scale.target().is_some())}
            {onclick}
        >
            { props.children.clone() }
            if let Some(mount) = &*mount {
                { create_portal(html! { <gauge::Gauge ..card /> }, mount.clone()) }
            }
        </secure-score-card>
    }
}

impl GaugeProps {
    /// The properties of the card in the shadow root.
    fn card(&self, explained: bool) -> gauge::GaugeProps {
        let scale = self.scale.clone().unwrap_or_else(|| {
            let bands = gauge::GaugeProps::documented_bands(self.metric, &self.texts);
            Scale::new(self.metric.default_max(), bands, None)
        });
        yew::props!(gauge::GaugeProps {
            state: self.status.state(self.stale_after),
            status: self.status.clone(),
            metric: self.metric,
            scale: Rc::new(scale),
            format: self.format,
            heading: self.heading.clone(),
            help_base: self.help_base.clone(),
            portal_href: self.portal_href.clone(),
            arc: self.arc,
            explained,
            words: self.texts.clone(),
            formats: Formats::of(&self.lang, self.time_zone.as_deref()),
        })
    }
}
