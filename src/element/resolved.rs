//! The settings with all that only a browser knows: zones, formats, the page's own files.

use std::rc::Rc;

use yew::AttrValue;

use super::from_js;
use super::host::Host;
use crate::feed::{Source, SubscriberOptions};
use crate::gauge::GaugeProps;
use crate::score::Scale;
use crate::settings::{Attributes, DEFAULT_PORTAL, InvalidAttribute, Link, Settings};
use crate::text::{Formats, Texts};

/// The attributes, resolved in one language.
pub(super) struct ResolvedSettings {
    pub(super) settings: Settings,
    pub(super) scale: Rc<Scale>,
    pub(super) formats: Rc<Formats>,
    pub(super) help_base: Option<AttrValue>,
    /// Where the link to Microsoft's page of the score leads.
    pub(super) portal_href: Option<AttrValue>,
}

impl ResolvedSettings {
    pub(super) fn read(
        attributes: &Attributes,
        language: &str,
        texts: &Texts,
        host: &Host,
    ) -> (Self, Vec<InvalidAttribute>) {
        let (settings, mut invalid) = Settings::read(attributes);
        let (time_zone, no_zone) = from_js::time_zone(attributes);
        invalid.extend(no_zone);
        let bands = settings.bands.clone();
        let bands = bands.unwrap_or_else(|| GaugeProps::documented_bands(settings.metric, texts));
        let portal_href = match &settings.portal_href {
            Link::None => None,
            Link::To(url) => Some(url.clone()),
            Link::Default => Some(DEFAULT_PORTAL.to_owned()),
        };
        let help_base = match &settings.help_base {
            Link::None => None,
            Link::To(url) => Some(url.clone()),
            Link::Default => host.help().ok().filter(|page| !page.is_empty()),
        };
        let resolved = Self {
            scale: Rc::new(Scale::new(settings.max, bands, settings.target)),
            formats: Formats::of(language, time_zone.as_deref()),
            help_base: help_base.map(AttrValue::from),
            portal_href: portal_href.map(AttrValue::from),
            settings,
        };
        (resolved, invalid)
    }

    /// The options of a gauge with these settings.
    pub(super) fn options(&self, source: Option<&Source>) -> SubscriberOptions {
        // A score that the host gave does not change by being asked for again.
        let given = matches!(source, Some(Source::Snapshot(_)));
        let interval = self.settings.interval.filter(|_| !given);
        SubscriberOptions { interval, stale_after: self.settings.stale_after }
    }
}
