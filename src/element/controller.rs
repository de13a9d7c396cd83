//! One gauge on a page: what the page set and gave, and the feed and the card that come of it.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Function, Object};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::{AppHandle, AttrValue, Callback};

use super::dictionary::Dictionary;
use super::from_js;
use super::host::{Host, warn};
use super::past::Context;
use super::publish::Event;
use super::refresh::Refresh;
use crate::feed::{
    Feed, Grant, HostInput, LastGood, PageUrls, Plan, Report, Source, State, Status, SubscriberOptions, Subscription,
    origin_of_api,
};
use crate::gauge::{Gauge, GaugeProps};
use crate::score::Scale;
use crate::score::history::Trend;
use crate::settings::{Attributes, Link, Settings};
use crate::text::Formats;

/// One gauge. The element's class owns it, and everything of it ends with it.
pub(super) struct Controller {
    pub(super) host: Host,
    pub(super) root: Element,
    pub(super) this: Weak<Self>,
    attributes: RefCell<Attributes>,
    given: RefCell<HostInput>,
    pub(super) language: RefCell<String>,
    pub(super) own_words: RefCell<Option<Object>>,
    pub(super) dictionary: RefCell<Dictionary>,
    /// What all that came to at the last look.
    pub(super) settled: RefCell<Option<Rc<ResolvedSettings>>>,
    /// Whether it may come to something else by now.
    unsettled: Cell<bool>,
    /// Where the score comes from.
    pub(super) plan: RefCell<Option<Plan>>,
    subscription: RefCell<Option<Rc<Subscription>>>,
    pub(super) app: RefCell<Option<AppHandle<Gauge>>>,
    /// Whether the skeleton has stood for a moment.
    pub(super) waited: Cell<bool>,
    pub(super) state: Cell<State>,
    /// The last answer that the page was told of.
    pub(super) told: RefCell<Option<Rc<LastGood>>>,
    /// The `score` property.
    pub(super) score: RefCell<Option<Shown>>,
    /// Events that wait until the card shows what they tell of, and what is called then.
    pub(super) events: RefCell<Vec<Event>>,
    pub(super) on_drawn: RefCell<Callback<()>>,
    /// Who waits for the next score, or for the error that keeps it from coming.
    pub(super) refreshes: RefCell<Vec<Refresh>>,
    /// The past of the score.
    pub(super) context: RefCell<Context>,
    complained: RefCell<Vec<String>>,
    started: Cell<bool>,
    look_is_due: Cell<bool>,
}

/// The object that the page has as `score`, and what it was made of.
pub(super) struct Shown {
    pub(super) last_good: Rc<LastGood>,
    pub(super) scale: Rc<Scale>,
    pub(super) trend: Rc<Trend>,
    pub(super) object: JsValue,
}

/// What the settings came to.
pub(super) struct ResolvedSettings {
    pub(super) settings: Settings,
    pub(super) scale: Rc<Scale>,
    pub(super) formats: Rc<Formats>,
    pub(super) help_base: Option<AttrValue>,
}

impl Controller {
    pub(super) fn new(host: Host, root: Element) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            host,
            root,
            this: Weak::clone(this),
            attributes: RefCell::default(),
            given: RefCell::default(),
            language: RefCell::default(),
            own_words: RefCell::default(),
            dictionary: RefCell::default(),
            settled: RefCell::default(),
            unsettled: Cell::new(true),
            plan: RefCell::default(),
            subscription: RefCell::default(),
            app: RefCell::default(),
            waited: Cell::default(),
            state: Cell::new(State::Idle),
            told: RefCell::default(),
            score: RefCell::default(),
            events: RefCell::default(),
            on_drawn: RefCell::default(),
            refreshes: RefCell::default(),
            context: RefCell::default(),
            complained: RefCell::default(),
            started: Cell::default(),
            look_is_due: Cell::default(),
        })
    }

    pub(super) fn set_attribute(&self, name: &str, value: Option<String>) {
        self.attributes.borrow_mut().set(name, value);
        self.settle_soon();
    }

    pub(super) fn set_language(&self, language: String) {
        self.language.replace(language);
        self.settle_soon();
    }

    pub(super) fn set_own_words(&self, words: &JsValue) {
        self.own_words.replace(words.dyn_ref::<Object>().cloned());
        self.settle_soon();
    }

    pub(super) fn set_snapshot(&self, snapshot: &JsValue) {
        // Read before anything is borrowed, here and below: the page's getters may come back here.
        let (reading, complaint) = from_js::snapshot(snapshot);
        self.given.borrow_mut().set_snapshot(reading);
        if let Some(complaint) = complaint {
            self.complain(complaint.to_string());
        }
        self.look_soon();
    }

    pub(super) fn set_callback(&self, callback: Option<Function>) {
        self.given.borrow_mut().set_callback(callback);
        self.look();
        if let Some(feed) = self.feed() {
            feed.resume();
        }
    }

    /// Takes a token that was given while `api-base` had this text.
    pub(super) fn set_token(&self, token: &JsValue, api_base: &str) {
        let grant = Grant::from_js(token);
        let (base, origin) = self.place();
        let origin = origin_of_api(api_base, PageUrls { base: &base, origin: &origin });
        self.given.borrow_mut().set_token(grant, origin);
        self.look();
    }

    pub(super) fn clear_token(&self) {
        self.given.borrow_mut().forget_token();
        self.look();
        if let Some(feed) = self.feed() {
            feed.clear_token();
        }
    }

    /// Begins, with all that was set before.
    pub(super) fn start(&self) {
        self.started.set(true);
        self.look();
    }

    /// Reads the settings anew once the page is done setting them.
    fn settle_soon(&self) {
        self.unsettle();
        self.look_soon();
    }

    /// What the settings come to has changed.
    pub(super) fn unsettle(&self) {
        self.unsettled.set(true);
    }

    /// Looks at the settings once the page is done setting them.
    pub(super) fn look_soon(&self) {
        if !self.started.get() || self.look_is_due.replace(true) {
            return;
        }
        let this = Weak::clone(&self.this);
        spawn_local(async move {
            if let Some(embed) = this.upgrade()
                && embed.look_is_due.get()
            {
                embed.look();
            }
        });
    }

    /// Reads the settings, follows the source that they name, and shows what there is.
    pub(super) fn look(&self) {
        if !self.started.get() {
            return;
        }
        self.look_is_due.set(false);
        self.load_dictionary();
        let settled = self.settle();
        let plan = self.make_plan(&settled);
        let wants = wants(&settled, &plan);
        let before = self.plan.replace(Some(plan.clone()));
        if let Some(subscription) = self.subscription.borrow().as_ref() {
            subscription.want(wants);
        }
        let mut report = None;
        let is_new = before.as_ref() != Some(&plan);
        if is_new {
            if let (Some(Plan::Follow(Source::Snapshot(_), ..)), Plan::Follow(Source::Snapshot(reading), ..)) =
                (&before, &plan)
                && let Some(feed) = self.feed()
            {
                // One given score after another: the feed goes on, and tells of it.
                self.follow_past(&settled, &plan, false);
                return feed.give(reading.clone());
            }
            self.follow_past(&settled, &plan, true);
            // The earlier subscription ends after the new one has begun: what both share goes on.
            let _earlier = self.subscription.take();
            if before.is_some() {
                self.score.take();
                let _ = self.host.forget();
            }
            self.given.borrow_mut().start_over();
            match &plan {
                Plan::Follow(source, provider, group) => {
                    self.follow(&Feed::open(source.clone(), provider.clone()), wants, group.clone());
                    report = self.subscription().and_then(|subscription| subscription.answered());
                }
                Plan::Refused(error) => report = Some(Report::Failed(Rc::new(error.clone().into()), 1)),
            }
        }
        if !is_new {
            self.follow_past(&settled, &plan, false);
        }
        self.accompany();
        let grant = plan.source().and_then(|source| self.given.borrow_mut().hand_over(source));
        if let (Some(grant), Some(feed)) = (grant, self.feed()) {
            feed.give_token(grant);
        }
        if is_new {
            self.ask_again();
        }
        self.show(report.as_ref());
    }

    /// The settings: those of the last look, unless something has changed.
    fn settle(&self) -> Rc<ResolvedSettings> {
        let changed = self.unsettled.replace(false);
        if let Some(settled) = self.settled.borrow().as_ref().filter(|_| !changed) {
            return Rc::clone(settled);
        }
        let settled = Rc::new(self.read_settings());
        self.settled.replace(Some(Rc::clone(&settled)));
        settled
    }

    fn read_settings(&self) -> ResolvedSettings {
        let (settings, complaints) = Settings::read(&self.attributes.borrow());
        let (time_zone, no_zone) = from_js::time_zone(&self.attributes.borrow());
        for complaint in complaints.into_iter().chain(no_zone) {
            self.complain(complaint.to_string());
        }
        let bands = settings.bands.clone();
        let bands = bands.unwrap_or_else(|| GaugeProps::documented_bands(settings.metric, &self.words()));
        let help_base = match &settings.help_base {
            Link::None => None,
            Link::To(url) => Some(url.clone()),
            Link::Default => self.host.help().ok().filter(|page| !page.is_empty()),
        };
        ResolvedSettings {
            scale: Rc::new(Scale::new(settings.max, bands, settings.target)),
            formats: Formats::of(&self.language.borrow(), time_zone.as_deref()),
            help_base: help_base.map(AttrValue::from),
            settings,
        }
    }

    fn make_plan(&self, settled: &ResolvedSettings) -> Plan {
        // It needs no address, and an update of it asks the page for none.
        if let Some(plan) = Plan::of_snapshot(&self.given.borrow()) {
            return plan;
        }
        // Asked before anything is borrowed: it is the page that answers.
        let (base, origin) = self.place();
        let place = PageUrls { base: &base, origin: &origin };
        let (plan, no_address) = Plan::new(
            &self.attributes.borrow(),
            settled.settings.metric,
            settled.settings.group.as_deref(),
            place,
            &self.given.borrow(),
        );
        if let Some(complaint) = no_address {
            self.complain(complaint.to_string());
        }
        plan
    }

    /// What addresses are relative to, and the page's own origin.
    pub(super) fn place(&self) -> (String, String) {
        let text = |answer: Result<String, JsValue>| answer.unwrap_or_default();
        (text(self.host.base()), text(self.host.origin()))
    }

    /// Says once what is wrong with an attribute.
    pub(super) fn complain(&self, text: String) {
        if !self.complained.borrow().contains(&text) {
            let _ = warn(&text);
            self.complained.borrow_mut().push(text);
        }
    }

    fn follow(&self, feed: &Rc<Feed>, wants: SubscriberOptions, group: Option<String>) {
        let this = Weak::clone(&self.this);
        let subscription = feed.subscribe(wants, group, move |_, report| {
            if let Some(embed) = this.upgrade() {
                embed.show(report);
            }
        });
        self.subscription.replace(Some(Rc::new(subscription)));
    }

    pub(super) fn feed(&self) -> Option<Rc<Feed>> {
        self.subscription.borrow().as_ref().map(|subscription| Rc::clone(subscription.feed()))
    }

    /// What there is to show, as far as a feed says.
    pub(super) fn status(&self) -> Option<Status> {
        self.subscription()?.status()
    }

    pub(super) fn subscription(&self) -> Option<Rc<Subscription>> {
        self.subscription.borrow().clone()
    }

    /// Where the score is asked for.
    pub(super) fn address(&self) -> Option<String> {
        match self.plan.borrow().as_ref()?.source()? {
            Source::Api(address) | Source::File(address) => Some(address.href().to_owned()),
            Source::Snapshot(_) => None,
        }
    }

    /// Takes the card away.
    pub(super) fn end(&self) {
        self.give_up_refreshes();
        self.subscription.take();
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

fn wants(settled: &ResolvedSettings, plan: &Plan) -> SubscriberOptions {
    // A score that the host gave does not change by being asked for again.
    let given = matches!(plan.source(), Some(Source::Snapshot(_)));
    let interval = settled.settings.interval.filter(|_| !given);
    SubscriberOptions { interval, stale_after: settled.settings.stale_after }
}
