//! The pages made of the guides in `docs/`: `help.html`, to which the card of an error links, and
//! the guides that it speaks of, in `help/`.
//!
//! Every heading has its anchor as GitHub makes it, so that a heading that is an error's code has
//! the code as anchor, and a link works in the repository and on the page alike.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Each guide, the page made of it, and the way from that page to the folder of the widget.
const PAGES: [(&str, &str, &str); 5] = [
    ("troubleshooting.md", "help.html", "./"),
    ("token.md", "help/token.html", "../"),
    ("proxy.md", "help/proxy.html", "../"),
    ("frame.md", "help/frame.html", "../"),
    ("static-hosting.md", "help/static-hosting.html", "../"),
];

/// Writes the pages into `folder`.
pub(crate) fn write(docs: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder.join("help"))?;
    for (guide, page, home) in PAGES {
        let path = docs.join(guide);
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        std::fs::write(folder.join(page), page_of(&text, home)).with_context(|| format!("cannot write {page}"))?;
    }
    Ok(())
}

/// A guide as a page. `home` leads from it to the folder of the widget.
fn page_of(guide: &str, home: &str) -> String {
    let mut events: Vec<Event<'_>> = Parser::new_ext(guide, Options::ENABLE_TABLES).collect();
    let title = name_headings(&mut events);
    let mut body = String::new();
    html::push_html(&mut body, rewrite_links(events, home).into_iter());
    // A reader's table may have a corner without words; a header may not.
    let body = body.replace("<th></th>", "<td></td>");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'\">\n\
         <title>{title}: secure score gauge</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"{home}help/page.css\">\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Gives every heading its anchor. The answer is the text of the first.
fn name_headings(events: &mut [Event<'_>]) -> String {
    let mut title = None;
    for start in 0..events.len() {
        if !matches!(events.get(start), Some(Event::Start(Tag::Heading { .. }))) {
            continue;
        }
        let text = text_of(events.iter().skip(start + 1));
        if let Some(Event::Start(Tag::Heading { level, id, .. })) = events.get_mut(start) {
            *id = Some(anchor(&text).into());
            if *level == HeadingLevel::H1 {
                title.get_or_insert(text);
            }
        }
    }
    title.unwrap_or_default()
}

/// The text of a heading whose start was before these events.
fn text_of<'e>(events: impl Iterator<Item = &'e Event<'e>>) -> String {
    let mut text = String::new();
    for event in events.take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_)))) {
        if let Event::Text(part) | Event::Code(part) = event {
            text += part;
        }
    }
    text
}

/// The anchor of a heading as GitHub makes it: small letters, no punctuation, hyphens for spaces.
fn anchor(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// Leads links between the guides to their pages. What is not published with the widget is named
/// and not linked.
fn rewrite_links<'e>(events: Vec<Event<'e>>, home: &str) -> Vec<Event<'e>> {
    let mut kept = Vec::new();
    let mut inside_unlinked = false;
    for event in events {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => match page_link(&dest_url, home) {
                Some(address) => {
                    let dest_url = CowStr::from(address);
                    kept.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
                None => inside_unlinked = true,
            },
            Event::End(TagEnd::Link) if inside_unlinked => inside_unlinked = false,
            event => kept.push(event),
        }
    }
    kept
}

/// Where a link of a guide leads on its page; nowhere if the target is not published.
fn page_link(target: &str, home: &str) -> Option<String> {
    if target.starts_with('#') || target.contains("://") {
        return Some(target.to_owned());
    }
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let (_, page, _) = PAGES.iter().find(|(guide, ..)| *guide == file)?;
    let mut address = format!("{home}{page}");
    if !fragment.is_empty() {
        let _ = write!(address, "#{fragment}");
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_what_github_makes_of_a_heading() {
        let cases = [
            ("no-token", "no-token"),
            ("4. Write the function", "4-write-the-function"),
            ("Behind a sign-on gateway", "behind-a-sign-on-gateway"),
            ("What `src` does", "what-src-does"),
        ];
        for (heading, expected) in cases {
            assert_eq!(anchor(heading), expected, "{heading}");
        }
    }

    #[test]
    fn links_lead_to_pages_or_nowhere() {
        let cases = [
            ("token.md", "./", Some("./help/token.html")),
            ("token.md#7-choose-the-host", "../", Some("../help/token.html#7-choose-the-host")),
            ("troubleshooting.md#network", "../", Some("../help.html#network")),
            ("#network", "./", Some("#network")),
            ("https://example.org/a", "./", Some("https://example.org/a")),
            ("../examples/msal/portal.js", "./", None),
        ];
        for (target, home, expected) in cases {
            assert_eq!(page_link(target, home).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn a_guide_becomes_a_page() {
        let page = page_of("# Help\n\nSee [the code](../a.js), [tokens](token.md).\n\n## no-token\n\n<b>x</b>\n", "./");
        assert!(page.contains("<title>Help: secure score gauge</title>"), "{page}");
        assert!(page.contains("<h2 id=\"no-token\">no-token</h2>"), "{page}");
        assert!(page.contains("See the code, <a href=\"./help/token.html\">tokens</a>."), "{page}");
    }
}
