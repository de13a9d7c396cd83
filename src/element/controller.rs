//! One gauge on a page: carries what the page sets to the feed, and what the feed says to the page
//! and the card.
//!
//! Pure functions elsewhere decide: [`Plan`] from the page's input, [`Step`] from plan to
//! plan, and [`Surface`](super::surface::Surface) from what the feed says to properties and events.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Function, Object};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;
use yew::AttrValue;

use super::card::Card;
use super::dictionary::{self, Dictionary};
use super::from_js;
use super::host::Host;
use super::host_output::HostOutput;
use super::page_urls::PageInfo;
use super::past::{self, Context};
use super::plan::{Plan, Step};
use super::refreshes::Refreshes;
use super::resolved::ResolvedSettings;
use super::surface::Seen;
use super::walk::Walk;
use super::warnings::Warnings;
use crate::feed::{
    Error, Failure, Feed, Grant, HostInput, Report, Source, State, Status, SubscriberOptions, Subscription, TokenFault,
};
use crate::gauge::sparkline::Sparkline;
use crate::gauge::{GaugeProps, message};
use crate::settings::{Attributes, History};
use crate::text::{Texts, dictionary_for, next_drawing_of_wait};

/// One gauge. The element's class owns it, and everything of it ends with it.
pub(super) struct Controller {
    host: Host,
    this: Weak<Self>,
    attributes: RefCell<Attributes>,
    input: RefCell<HostInput>,
    language: RefCell<String>,
    own_texts: RefCell<Option<Object>>,
    dictionary: RefCell<Dictionary>,
    /// The resolved settings; `None` where they may have changed since.
    resolved: RefCell<Option<Rc<ResolvedSettings>>>,
    /// Where the score comes from.
    plan: RefCell<Option<Plan>>,
    subscription: RefCell<Option<Rc<Subscription>>>,
    output: HostOutput,
    /// The past of the score.
    context: Context,
    card: Card,
    /// Whether somebody has opened the explanation of the score.
    explained: Cell<bool>,
    /// A reader's walk along the trend.
    walk: Walk,
    refreshes: Refreshes,
    warnings: Warnings,
    started: Cell<bool>,
    sync_is_due: Cell<bool>,
}

/// The page's input.
impl Controller {
    pub(super) fn new(host: Host, root: Element) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            host,
            this: Weak::clone(this),
            attributes: RefCell::default(),
            input: RefCell::default(),
            language: RefCell::default(),
            own_texts: RefCell::default(),
            dictionary: RefCell::default(),
            resolved: RefCell::default(),
            plan: RefCell::default(),
            subscription: RefCell::default(),
            output: HostOutput::default(),
            context: Context::default(),
            card: Card::new(root),
            explained: Cell::default(),
            walk: Walk::default(),
            refreshes: Refreshes::default(),
            warnings: Warnings::default(),
            started: Cell::default(),
            sync_is_due: Cell::default(),
        })
    }

    pub(super) fn set_attribute(&self, name: &str, value: Option<String>) {
        self.attributes.borrow_mut().set(name, value);
        self.settings_changed();
    }

    pub(super) fn set_language(&self, language: String) {
        self.language.replace(language);
        self.settings_changed();
    }

    pub(super) fn set_own_texts(&self, texts: &JsValue) {
        self.own_texts.replace(texts.dyn_ref::<Object>().cloned());
        self.settings_changed();
    }

    pub(super) fn set_snapshot(&self, snapshot: &JsValue) {
        // Read before anything is borrowed, here and below: the page's getters may come back here.
        let (reading, invalid) = from_js::snapshot(snapshot);
        self.input.borrow_mut().set_snapshot(reading);
        if let Some(invalid) = invalid {
            self.warnings.say(invalid);
        }
        self.sync_soon();
    }

    pub(super) fn set_callback(&self, callback: Option<Function>) {
        let earlier = self.input.borrow().provider().clone();
        self.input.borrow_mut().set_callback(callback);
        let is_other = !earlier.asks_same(self.input.borrow().provider());
        if is_other && earlier.can_be_asked() && self.input.borrow().provider().can_be_asked() {
            self.warnings.callback_replaced(crate::feed::steady());
        }
        self.sync();
        if let (false, Some(subscription)) = (is_other, self.subscription()) {
            subscription.resume();
        }
    }

    /// Takes a token that is for one origin, if it is for any.
    pub(super) fn set_token(&self, token: &JsValue, origin: Option<String>) {
        let grant = Grant::from_js(token);
        self.input.borrow_mut().set_token(grant, origin);
        self.sync();
    }

    pub(super) fn clear_token(&self) {
        self.input.borrow_mut().forget_token();
        self.input.borrow_mut().set_signed_out(Some(true));
        if let Some(subscription) = self.subscription() {
            subscription.clear_token();
        }
        self.sync();
    }

    /// Begins, with all that was set before.
    pub(super) fn start(&self, signed_out: bool) {
        self.started.set(true);
        self.input.borrow_mut().set_signed_out(Some(signed_out));
        self.sync();
    }

    /// A reader looks at the point of the trend closest to a share of its width.
    // A way into the part for past scores.
    #[inline(never)]
    pub(super) fn inspect(&self, share: f64) {
        if self.walk.go_to(share, self.line().as_ref()) {
            self.show(None);
        }
    }

    /// A reader goes this number of points on, or back; 0 is away from the trend.
    // A way into the part for past scores.
    #[inline(never)]
    pub(super) fn step(&self, points: f64) {
        if self.walk.step(points, self.line().as_ref()) {
            self.show(None);
        }
    }

    /// The reader has stayed at a point for a while.
    pub(super) fn rest(&self) {
        self.walk.rest();
        self.show(None);
    }

    fn line(&self) -> Option<Sparkline> {
        let resolved = self.resolved.borrow().clone()?;
        Sparkline::new(&self.context.trend(), &resolved.scale)
    }

    /// Draws the explanation of the score: somebody opens it.
    pub(super) fn explain(&self) {
        if !self.explained.replace(true) {
            self.show(None);
        }
    }

    /// Draws the time to the next attempt, and tells in how many milliseconds to do so again.
    pub(super) fn tick(&self) -> Option<f64> {
        self.show(None);
        let at = self.subscription()?.status()?.next_attempt?;
        next_drawing_of_wait(at - js_sys::Date::now())
    }

    /// Asks now, and hands the score or the error to one of two functions.
    pub(super) fn refresh(&self, resolve: Function, reject: Function) {
        self.input.borrow_mut().set_signed_out(Some(false));
        self.sync();
        self.refreshes.push(resolve, reject);
        self.ask();
    }

    /// Where the score is asked for.
    pub(super) fn address(&self) -> Option<String> {
        match self.plan.borrow().as_ref()?.source()? {
            Source::Api(address) | Source::File(address) => Some(address.href().to_owned()),
            Source::Snapshot(_) => None,
        }
    }

    /// Whether the host page took its token back, and nobody has wanted the score since.
    pub(super) fn is_signed_out(&self) -> bool {
        let said = self.input.borrow().signed_out();
        said.unwrap_or_else(|| self.feed().is_some_and(|feed| feed.is_signed_out()))
    }

    /// Takes the card away.
    pub(super) fn end(&self) {
        self.refreshes.give_up();
        self.subscription.take();
        self.card.end();
    }
}

/// From what the page set to the feed.
impl Controller {
    /// Reads the settings anew once the page is done setting them.
    fn settings_changed(&self) {
        self.resolved.take();
        self.sync_soon();
    }

    /// Follows what was set once the page is done setting it.
    fn sync_soon(&self) {
        if !self.started.get() || self.sync_is_due.replace(true) {
            return;
        }
        self.later(|this| {
            if this.sync_is_due.get() {
                this.sync();
            }
        });
    }

    /// Calls this gauge in a moment, if it is still there.
    fn later(&self, call: impl FnOnce(&Self) + 'static) {
        let this = Weak::clone(&self.this);
        spawn_local(async move {
            if let Some(this) = this.upgrade() {
                call(&this);
            }
        });
    }

    /// Follows what was set, and shows what there is.
    pub(super) fn sync(&self) {
        if !self.started.get() {
            return;
        }
        self.sync_is_due.set(false);
        self.load_dictionary();
        let resolved = self.resolve_settings();
        let plan = self.make_plan(&resolved);
        let before = self.plan.replace(Some(plan.clone()));
        let step = plan.after(before.as_ref());
        let options = resolved.options(plan.source());
        if let Some(subscription) = self.subscription() {
            subscription.set_options(options);
        }
        if matches!(step, Step::Follow(..) | Step::Refuse(_)) {
            self.context.forget();
        }
        self.follow_past(&resolved, &plan);
        let Some(report) = self.follow(step, options) else { return };
        if let Some(subscription) = self.subscription() {
            self.context.accompany(&subscription);
        }
        self.hand_over(&resolved, &plan);
        self.show(report.as_ref());
    }

    /// Hands the page's token to the current feed. Ending the earlier one may have called the page,
    /// which may have chosen another source than the plan's.
    fn hand_over(&self, resolved: &ResolvedSettings, plan: &Plan) {
        let Some(feed) = self.feed() else {
            // The API's origin is another one now, though none that may be asked.
            if *plan == Plan::Refused(Error::InsecureUrl) && resolved.settings.src.is_none() {
                self.input.borrow_mut().forget_token();
            }
            return;
        };
        if matches!(feed.source(), Source::Api(_)) {
            self.input.borrow_mut().set_signed_out(None);
        }
        let grant = self.input.borrow_mut().hand_over(feed.source());
        if let Some(grant) = grant {
            feed.give_token(grant);
        }
    }

    /// Follows the past that the settings name for the source of a plan.
    fn follow_past(&self, resolved: &ResolvedSettings, plan: &Plan) {
        let mut source = None;
        if resolved.settings.history != History::Off {
            let page = PageInfo::of(&self.host);
            let (found, invalid) = past::source_of(&resolved.settings, plan.source(), page.urls());
            source = found;
            if let Some(attribute) = invalid {
                self.warnings.say(attribute);
            }
        }
        let this = Weak::clone(&self.this);
        self.context.follow(source, move || {
            if let Some(this) = this.upgrade() {
                this.show(None);
            }
        });
    }

    /// Does what leads to the new plan. Gives what there is to report; nothing where the feed tells
    /// of it itself.
    #[expect(clippy::option_option, reason = "whether to show, and what to report")]
    fn follow(&self, step: Step, options: SubscriberOptions) -> Option<Option<Report>> {
        match step {
            Step::Stay => Some(None),
            Step::Give(reading) => {
                self.feed()?.give(reading);
                None
            }
            Step::ChangeProvider(provider) => {
                self.subscription()?.set_provider(provider);
                Some(None)
            }
            Step::Follow(source, provider, group) => {
                // The earlier subscription ends after the new one has begun: what both share goes
                // on.
                let _earlier = self.leave();
                let this = Weak::clone(&self.this);
                let feed = Feed::open(source, provider);
                let is_new = feed.status().is_none();
                let subscription = feed.subscribe(options, group, move |_, report| {
                    if let Some(this) = this.upgrade() {
                        this.show(report);
                    }
                });
                let subscription = Rc::new(subscription);
                self.subscription.replace(Some(Rc::clone(&subscription)));
                // A feed that other gauges share knows itself whether its callback rests.
                if is_new && self.is_signed_out() {
                    subscription.clear_token();
                }
                if !self.refreshes.is_empty() {
                    self.ask();
                }
                Some(subscription.answered())
            }
            Step::Refuse(error) => {
                let _earlier = self.leave();
                let failure: Failure = error.into();
                Some(Some(Report::Failed(Rc::new(failure), 1)))
            }
        }
    }

    /// Leaves the source that was followed, whose score is gone with it.
    fn leave(&self) -> Option<Rc<Subscription>> {
        self.output.forget(&self.host);
        let signed_out = self.is_signed_out();
        self.input.borrow_mut().set_signed_out(Some(signed_out));
        self.input.borrow_mut().start_over();
        self.subscription.take()
    }

    fn ask(&self) {
        match self.subscription() {
            Some(subscription) => subscription.refresh(),
            None => {
                let obstacle = match self.plan.borrow().as_ref() {
                    Some(Plan::Refused(error)) => error.clone(),
                    _ => Error::NoToken,
                };
                self.refreshes.reject(&self.host, &obstacle, &self.message(&obstacle));
            }
        }
    }

    /// The settings: those of the last time, unless something has changed.
    fn resolve_settings(&self) -> Rc<ResolvedSettings> {
        if let Some(resolved) = self.resolved.borrow().as_ref() {
            return Rc::clone(resolved);
        }
        // The page's texts may have getters, which may set what is read here: nothing is borrowed
        // meanwhile.
        let (attributes, language) = (self.attributes.borrow().clone(), self.language.borrow().clone());
        let (resolved, invalid) = ResolvedSettings::read(&attributes, &language, &self.texts(), &self.host);
        for attribute in invalid {
            self.warnings.say(attribute);
        }
        let resolved = Rc::new(resolved);
        self.resolved.replace(Some(Rc::clone(&resolved)));
        resolved
    }

    fn make_plan(&self, resolved: &ResolvedSettings) -> Plan {
        // It needs no address, and an update of it asks the page for none.
        if let Some(plan) = Plan::of_snapshot(&self.input.borrow()) {
            return plan;
        }
        // Asked before anything is borrowed: it is the page that answers.
        let page = PageInfo::of(&self.host);
        let (plan, invalid) = Plan::new(&resolved.settings, page.urls(), &self.input.borrow());
        if let Some(attribute) = invalid {
            self.warnings.say(attribute);
        }
        plan
    }

    /// Sees to it that the dictionary is the one of the page's language.
    fn load_dictionary(&self) {
        let wanted = dictionary_for(&self.language.borrow());
        if self.dictionary.borrow().name() == wanted {
            return;
        }
        let Some(name) = wanted else {
            self.dictionary.replace(Dictionary::BuiltIn);
            return;
        };
        self.dictionary.replace(Dictionary::Coming(name));
        let this = Weak::clone(&self.this);
        dictionary::fetch(&self.host, name, move |dictionary| {
            if let Some(this) = this.upgrade()
                && this.dictionary.borrow().name() == Some(name)
            {
                this.dictionary.replace(dictionary);
                this.resolved.take();
                this.sync();
            }
        });
    }

    fn subscription(&self) -> Option<Rc<Subscription>> {
        self.subscription.borrow().clone()
    }

    fn feed(&self) -> Option<Rc<Feed>> {
        self.subscription().map(|subscription| subscription.feed())
    }
}

/// From the feed to what the page sees.
impl Controller {
    /// Shows what there is, after something happened.
    fn show(&self, report: Option<&Report>) {
        let Some(resolved) = self.resolved.borrow().clone() else { return };
        let status = match self.plan.borrow().as_ref() {
            Some(Plan::Refused(error)) => Some(Status::failed(error.clone())),
            _ => self.subscription().and_then(|subscription| subscription.status()),
        };
        let Some(status) = status else { return };
        let (settings, scale) = (&resolved.settings, &resolved.scale);
        let moves = self.context.see(settings, scale, status.last_good.as_ref(), &self.warnings);
        let trend = self.context.trend();
        let seen = Seen { status: &status, report, scale, stale_after: settings.stale_after, trend, moves };
        let state = self.output.see(&self.host, seen);
        self.end_refreshes(report);
        if state == State::Loading && self.skeleton_will_do() {
            return self.later(|this| this.output.emit(&this.host));
        }
        self.draw(&resolved, status, state);
    }

    /// Gives an answer to every caller that waits for one.
    fn end_refreshes(&self, report: Option<&Report>) {
        let error = match report {
            None => return,
            Some(Report::Loaded(_)) => return self.refreshes.resolve(&self.output.score()),
            Some(Report::Failed(failure, _)) => {
                if let Error::TokenFailed(fault @ (TokenFault::SignInResult | TokenFault::Scheme)) = &failure.error {
                    self.warnings.say(["secure-score-gauge: ", &fault.to_string(), "."].concat());
                }
                &failure.error
            }
            Some(Report::Refused(error)) => error,
        };
        if !self.refreshes.is_empty() {
            self.refreshes.reject(&self.host, error, &self.message(error));
        }
    }

    /// Whether the skeleton, which has no words, may stand a little longer: until the dictionary is
    /// there, and for a moment in any case, as an answer that comes meanwhile saves a drawing. A
    /// score waits for nothing.
    fn skeleton_will_do(&self) -> bool {
        if matches!(*self.dictionary.borrow(), Dictionary::Coming(_)) {
            return true;
        }
        if self.card.is_drawn() || self.card.has_waited.get() {
            return false;
        }
        let Ok(delay) = self.host.skeleton_delay() else { return false };
        let this = Weak::clone(&self.this);
        spawn_local(async move {
            let _ = JsFuture::from(delay).await;
            let Some(this) = this.upgrade() else { return };
            if !this.card.has_waited.replace(true) && !this.card.is_drawn() {
                this.sync();
            }
        });
        true
    }

    fn draw(&self, resolved: &ResolvedSettings, status: Status, state: State) {
        if self.output.has_events() {
            let this = Weak::clone(&self.this);
            self.card.call_when_drawn(move || {
                if let Some(this) = this.upgrade() {
                    this.output.emit(&this.host);
                }
            });
        }
        // A reader who is told that nothing is tried again before the next interval needs no
        // seconds.
        let retries = status.failure.as_ref().is_some_and(|failure| failure.error.retryable());
        let next_try = status.next_attempt.filter(|_| retries).map(|at| at - js_sys::Date::now());
        let props = GaugeProps {
            status,
            state,
            metric: resolved.settings.metric,
            scale: Rc::clone(&resolved.scale),
            format: resolved.settings.format,
            heading: resolved.settings.heading.clone().map(AttrValue::from),
            help_base: resolved.help_base.clone(),
            portal_href: resolved.portal_href.clone(),
            arc: resolved.settings.arc,
            next_try,
            explained: self.explained.get(),
            prerendered: false,
            trend: self.context.trend(),
            inspected: self.walk.at(),
            rested: self.walk.rested(),
            actions: resolved.settings.actions.as_slice().into(),
            words: self.texts(),
            formats: Rc::clone(&resolved.formats),
            on_drawn: Default::default(),
        };
        self.card.draw(&self.host, props);
    }

    /// The texts as they are now.
    fn texts(&self) -> Texts {
        Texts::new(self.own_texts.borrow().clone(), self.dictionary.borrow().texts())
    }

    /// The sentence of an error in the language of the page.
    fn message(&self, error: &Error) -> String {
        let resolved = self.resolved.borrow().clone();
        resolved.map(|resolved| message(&self.texts(), &resolved.formats, error)).unwrap_or_default()
    }
}
