//! `<secure-score-gauge>` with its card in a declarative shadow root: HTML that shows the score
//! before any script.

use secure_score::gauge::{Gauge, GaugeProps};
use yew::virtual_dom::{VNode, VTag};
use yew::{Component, Context, Html, LocalServerRenderer, Properties, html};

use crate::failure::Failure;
use crate::style;

/// What stands in the page.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Prerendered {
    /// The attributes of the element.
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// The address of the style sheet; none where it stands in the card.
    pub(crate) style: Option<String>,
    /// What browsers without declarative shadow roots show.
    pub(crate) fallback: String,
    pub(crate) gauge: GaugeProps,
}

/// Draws the element, by the very component that draws it in a browser.
struct Element;

impl Component for Element {
    type Message = ();
    type Properties = Prerendered;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Prerendered { attributes, style, fallback, gauge } = ctx.props();
        let mut element = VTag::new("secure-score-gauge");
        for (name, value) in attributes {
            element.add_attribute(name, value.clone());
        }
        let template = html! {
            <@{"template"} shadowrootmode="open">
                if let Some(href) = style.clone() {
                    <link rel="stylesheet" {href} />
                } else {
                    <style>{ style::CSS }</style>
                }
                <div class="mount"><Gauge ..gauge.clone() /></div>
            </@>
        };
        element.add_child(template);
        element.add_child(fallback.clone().into());
        VNode::from(element)
    }
}

/// The HTML of an element.
///
/// It is drawn on a thread of its own: a server that calls this has a runtime on its threads
/// already, and there may be no two.
pub(crate) fn render(prerendered: impl FnOnce() -> Prerendered + Send) -> Result<String, Failure> {
    let failed = |why: &dyn std::fmt::Display| Failure::files(format!("--html: the card cannot be drawn: {why}"));
    let draw = || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| failed(&error))?;
        let renderer = LocalServerRenderer::<Element>::with_props(prerendered()).hydratable(false);
        Ok(tokio::task::LocalSet::new().block_on(&runtime, renderer.render()))
    };
    let drawn = std::thread::scope(|scope| scope.spawn(draw).join());
    drawn.unwrap_or_else(|_| Err(failed(&"the drawing stopped")))
}
