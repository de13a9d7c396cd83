//! The past of gauges that have it from the same place, read once for all of them.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;

use super::super::browser::{self, Errand, Timer};
use super::super::{page, policy, request};
use super::store::Store;
use super::{PastSource, day_of, without_query};
use crate::score::Reading;
use crate::score::history::{History, decode_history};

thread_local! {
    /// Every archive that a gauge of this page uses.
    static ARCHIVES: RefCell<Vec<Weak<Archive>>> = const { RefCell::new(Vec::new()) };
}

/// The past of one gauge. Dropped is deaf, and the last one of a file ends what is under way for
/// it.
#[must_use = "dropped is deaf"]
pub struct Past {
    archive: Rc<Archive>,
    _listener: Rc<dyn Fn()>,
}

/// The knowledge of one source of past scores.
pub(in crate::feed) struct Archive {
    source: PastSource,
    store: RefCell<Option<Store>>,
    /// The last content of the file; `None` before the first.
    read: RefCell<Option<Rc<History>>>,
    /// The fault of the file.
    fault: RefCell<Option<String>>,
    /// The request under way, and what ends it.
    errand: RefCell<Option<(Errand, Option<Timer>)>>,
    timed_out: Closure<dyn FnMut()>,
    /// Set while the page may not ask: it asks once it may.
    watch: RefCell<Option<page::Watch>>,
    page_changed: Closure<dyn FnMut()>,
    listeners: RefCell<Vec<Weak<dyn Fn()>>>,
    /// The score that was kept last, or is about to be.
    observed: RefCell<Option<Reading>>,
    keeping: Cell<bool>,
}

impl Past {
    /// The past at a source. A file is asked for at once; `listener` hears when another past is
    /// known.
    // A way into the part for past scores.
    #[inline(never)]
    pub fn open(source: PastSource, listener: impl Fn() + 'static) -> Self {
        let listener: Rc<dyn Fn()> = Rc::new(listener);
        let archive = ARCHIVES.with_borrow_mut(|archives| {
            archives.retain(|archive| archive.strong_count() > 0);
            let shared = archives.iter().filter_map(Weak::upgrade).find(|archive| archive.source == source);
            shared.unwrap_or_else(|| {
                let archive = Archive::new(source);
                archives.push(Rc::downgrade(&archive));
                archive
            })
        });
        // Whoever opens it looks at it next, and needs not hear of what is read now.
        archive.ask();
        archive.listeners.borrow_mut().push(Rc::downgrade(&listener));
        Self { archive, _listener: listener }
    }

    /// Where this past is.
    #[must_use]
    pub fn source(&self) -> &PastSource {
        &self.archive.source
    }

    /// The past as far as it is known; none while the first answer of a file is under way.
    #[must_use]
    pub fn known(&self) -> Option<Rc<History>> {
        match &*self.archive.store.borrow() {
            Some(store) => Some(store.history()),
            None => self.archive.read.borrow().clone(),
        }
    }

    /// The fault of the file, as a sentence for the console that names it.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        self.archive.fault.borrow().clone()
    }

    /// Has a score kept as its day's where the past is the browser's. That is done later: until
    /// then every gauge of the page sees the past without it.
    pub fn observe(&self, reading: &Reading) {
        // A gauge shows the same score many times.
        if self.archive.store.borrow().is_none() || self.archive.observed.borrow().as_ref() == Some(reading) {
            return;
        }
        self.archive.observed.replace(Some(reading.clone()));
        if !self.archive.keeping.replace(true) {
            let archive = Rc::clone(&self.archive);
            spawn_local(async move { archive.keep() });
        }
    }

    pub(in crate::feed) fn archive(&self) -> Rc<Archive> {
        Rc::clone(&self.archive)
    }
}

impl Archive {
    fn new(source: PastSource) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let calling = |call: fn(&Rc<Self>)| {
                let this = Weak::clone(this);
                Closure::new(move || {
                    if let Some(archive) = this.upgrade() {
                        call(&archive);
                    }
                })
            };
            Self {
                store: RefCell::new(match &source {
                    PastSource::Browser(name) => Some(Store::open(name)),
                    PastSource::File(_) => None,
                }),
                source,
                read: RefCell::default(),
                fault: RefCell::default(),
                errand: RefCell::default(),
                watch: RefCell::default(),
                timed_out: calling(|archive| archive.take(Err("no answer came in time".to_owned()))),
                page_changed: calling(Self::ask),
                listeners: RefCell::default(),
                observed: RefCell::default(),
                keeping: Cell::default(),
            }
        })
    }

    /// Asks for the file, unless it is being asked for; the browser's storage is read anew.
    pub(in crate::feed) fn ask(self: &Rc<Self>) {
        if self.with_store(Store::read) {
            self.tell();
        }
        let PastSource::File(address) = &self.source else { return };
        if self.errand.borrow().is_some() {
            return;
        }
        if !page::now().may_ask() {
            self.watch.replace(Some(page::Watch::start(self.page_changed.as_ref().unchecked_ref())));
            return;
        }
        self.watch.take();
        let Some(errand) = Errand::new() else { return };
        let signal = errand.signal();
        let timer = Timer::start(self.timed_out.as_ref().unchecked_ref(), policy::REQUEST_TIMEOUT);
        self.errand.replace(Some((errand, timer)));
        let (archive, address) = (Rc::downgrade(self), address.clone());
        spawn_local(async move {
            let came = request::history(&address, &signal).await;
            let came = came.and_then(|body| decode_history(&body, &day_of).map_err(|error| error.to_string()));
            if let Some(archive) = archive.upgrade().filter(|_| !browser::is_aborted(&signal)) {
                if let Some((errand, _)) = archive.errand.take() {
                    errand.done();
                }
                archive.take(came);
            }
        });
    }

    /// Takes what came. A request that is still under way is given up.
    fn take(&self, came: Result<History, String>) {
        let PastSource::File(address) = &self.source else { return };
        drop(self.errand.take());
        match came {
            Ok(history) => {
                self.fault.take();
                let is_news = self.read.borrow().as_deref() != Some(&history);
                if is_news {
                    self.read.replace(Some(Rc::new(history)));
                }
            }
            Err(fault) => {
                let text = [
                    "secure-score-gauge: the history of ",
                    &without_query(address.href()),
                    " is not used: ",
                    &fault,
                    ".",
                ];
                self.fault.replace(Some(text.concat()));
                self.read.borrow_mut().get_or_insert_default();
            }
        }
        self.tell();
    }

    fn keep(&self) {
        self.keeping.set(false);
        let Some(reading) = self.observed.borrow().clone() else { return };
        if self.with_store(|store| store.keep(&reading)) {
            self.tell();
        }
    }

    /// Calls a function with the store, if there is one. A page may have replaced its storage, and
    /// may call the gauge from there: the gauge finds no store at that moment.
    fn with_store(&self, act: impl FnOnce(&mut Store) -> bool) -> bool {
        let Some(mut store) = self.store.take() else { return false };
        let told = act(&mut store);
        self.store.replace(Some(store));
        told
    }

    /// Tells everybody who listens at this moment; a listener may come or go meanwhile.
    fn tell(&self) {
        self.listeners.borrow_mut().retain(|listener| listener.strong_count() > 0);
        let listeners: Vec<Rc<dyn Fn()>> = self.listeners.borrow().iter().filter_map(Weak::upgrade).collect();
        for listener in listeners {
            listener();
        }
    }
}
