//! The feed as a Yew hook.

use std::cell::RefCell;
use std::rc::Rc;

use yew::{Callback, UseStateHandle, hook, use_effect_with, use_mut_ref, use_state_eq};

use crate::feed::{AddressError, Feed, Source, Status, SubscriberOptions, Subscription, TokenProvider};

/// Keeps the score of a source fresh for as long as the component stands: a feed asks for it, again
/// and again while the page is visible and online, and backs off when that fails.
///
/// Components with the same source and the same provider share one feed, one token and one request.
/// Another source starts anew; another provider keeps score and pace. A source that is refused is
/// the error `insecure-url`.
///
/// ```no_run
/// use secure_score::{Gauge, Source, SubscriberOptions, TokenProvider, use_feed};
/// use yew::prelude::*;
///
/// #[component]
/// fn Devices() -> Html {
///     let (file, nobody) = (Source::of_file("score.json"), TokenProvider::default());
///     let feed = use_feed(file, nobody, SubscriberOptions::default());
///     html! { <Gauge status={feed.status()} on_retry={feed.retry()} /> }
/// }
/// ```
#[hook]
pub fn use_feed(
    source: Result<Source, AddressError>,
    provider: TokenProvider,
    options: SubscriberOptions,
) -> FeedHandle {
    let status = use_state_eq(|| Status::of(None, 0.0, None));
    let subscription = use_mut_ref(|| None::<Rc<Subscription>>);
    // Only the API asks for tokens; all others share a feed, whatever their provider.
    let provider = if matches!(source, Ok(Source::Api(_))) { provider } else { TokenProvider::default() };
    {
        let (set, subscription, provider) = (status.setter(), Rc::clone(&subscription), provider.clone());
        use_effect_with(source, move |source| {
            match source {
                Ok(source) => {
                    let told = set.clone();
                    let listener = move |status: &Status, _: Option<&_>| told.set(status.clone());
                    let begun = Feed::open(source.clone(), provider).subscribe(options, None, listener);
                    // A feed that others have opened tells of the next change only.
                    set.set(begun.status().unwrap_or_else(|| Status::of(None, 0.0, None)));
                    subscription.replace(Some(Rc::new(begun)));
                }
                Err(error) => set.set(Status::failed((*error).into())),
            }
            move || drop(subscription.take())
        });
    }
    {
        let subscription = Rc::clone(&subscription);
        use_effect_with((provider, options), move |(provider, options)| {
            let current = subscription.borrow().clone();
            if let Some(subscription) = current {
                subscription.set_options(*options);
                subscription.set_provider(provider.clone());
            }
        });
    }
    FeedHandle { status, subscription }
}

/// What [`use_feed`] gives: the status at this moment, and ways to ask for another.
///
/// ```no_run
/// use secure_score::{FeedHandle, Gauge};
/// use yew::prelude::*;
///
/// fn draw(feed: &FeedHandle) -> Html {
///     let points = feed.status().last_good.map(|last_good| last_good.reading.score.points());
///     let sign_out = {
///         let feed = feed.clone();
///         move |_| feed.clear_token()
///     };
///     html! {
///         <>
///             <Gauge status={feed.status()} on_retry={feed.retry()} />
///             <p>{ points }</p>
///             <button onclick={sign_out}>{ "Sign out" }</button>
///         </>
///     }
/// }
/// ```
#[derive(Clone)]
pub struct FeedHandle {
    status: UseStateHandle<Status>,
    subscription: Rc<RefCell<Option<Rc<Subscription>>>>,
}

impl FeedHandle {
    /// The status that a feed tells.
    #[must_use]
    pub fn status(&self) -> Status {
        (*self.status).clone()
    }

    /// Asks for the score now, or joins what is under way.
    pub fn refresh(&self) {
        if let Some(subscription) = self.subscription() {
            subscription.refresh();
        }
    }

    /// [`refresh`](Self::refresh) as a callback, for the property `on_retry` of a
    /// [`Gauge`](crate::Gauge).
    #[must_use]
    pub fn retry(&self) -> Callback<()> {
        let feed = self.clone();
        Callback::from(move |()| feed.refresh())
    }

    /// Forgets the token and the score: the reader signs out, or another one signs in. The provider
    /// is not asked until [`refresh`](Self::refresh) is called or there is another provider.
    pub fn clear_token(&self) {
        if let Some(subscription) = self.subscription() {
            subscription.clear_token();
        }
    }

    /// Nothing is borrowed while the feed is called, which may draw the component anew.
    fn subscription(&self) -> Option<Rc<Subscription>> {
        self.subscription.borrow().clone()
    }
}

/// Handles of one component are equal while they show the same.
impl PartialEq for FeedHandle {
    fn eq(&self, other: &Self) -> bool {
        *self.status == *other.status && Rc::ptr_eq(&self.subscription, &other.subscription)
    }
}
