//! The reference tables of the README. Each stands between two comments, and is written anew by
//! `cargo xtask generate`.

use anyhow::{Context, Result, bail};

use super::surface::{Attribute, Member, Property, Surface};

/// A text with every region between `<!-- table: NAME -->` and `<!-- end of table -->` as the
/// surface has it.
pub(super) fn renewed(text: &str, surface: &Surface) -> Result<String> {
    const START: &str = "<!-- table: ";
    const END: &str = "<!-- end of table -->";
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, region)) = rest.split_once(START) {
        let (name, region) = region.split_once(" -->").context("expected `-->` after the name of a table")?;
        let (_, after) = region.split_once(END).with_context(|| format!("expected `{END}` after the table {name}"))?;
        out += &format!("{before}{START}{name} -->\n{}{END}", table(name, surface)?);
        rest = after;
    }
    Ok(out + rest)
}

fn table(name: &str, surface: &Surface) -> Result<String> {
    Ok(match name {
        "attributes" => rows(
            "| attribute · property | type | default | meaning |\n|---|---|---|---|\n",
            surface.attributes.iter().map(attribute).chain([
                "| `lang`, `dir` | as in HTML | the nearest ancestor's | Language and direction, followed as they change |\n".to_owned(),
            ]),
        ),
        "members" => rows("| member | meaning |\n|---|---|\n", members(surface).into_iter()),
        "states" => rows(
            "| state | when | what is shown |\n|---|---|---|\n",
            surface.states.iter().map(|state| format!("| `{}` | {} | {} |\n", state.name, state.description, state.shown)),
        ),
        "events" => rows(
            "| event | when | `detail` |\n|---|---|---|\n",
            surface.events.iter().map(|event| {
                let members = surface.members(&event.detail);
                format!("| `{}` | {} | {} |\n", event.name, event.description, shape(&event.detail, members))
            }),
        ),
        "parts" => rows(
            "| part | what it is |\n|---|---|\n",
            surface.parts.iter().map(|part| format!("| `{}` | {} |\n", part.name, part.description)),
        ),
        "custom properties" => rows(
            "| custom property | what it sets |\n|---|---|\n",
            surface.custom_properties.iter().map(|one| format!("| `{}` | {} |\n", one.name, one.description)),
        ),
        "list of parts" => list(surface.parts.iter().map(|part| part.name.as_str())),
        "list of custom properties" => list(surface.custom_properties.iter().map(|one| one.name.as_str())),
        other => bail!(
            "expected the name of a table (attributes, members, states, events, parts, custom properties, list of parts, list of \
             custom properties), got `{other}`"
        ),
    })
}

fn rows(head: &str, rows: impl Iterator<Item = String>) -> String {
    head.to_owned() + &rows.collect::<String>()
}

/// Names in one line, for a reader who wants no table.
fn list<'s>(names: impl Iterator<Item = &'s str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ") + "\n"
}

fn attribute(one: &Attribute) -> String {
    let default = match (&one.default, &one.default_note) {
        (Some(default), Some(note)) => format!("`{default}`; {note}"),
        (Some(default), None) => format!("`{default}`"),
        (None, Some(note)) => note.clone(),
        (None, None) => "none".to_owned(),
    };
    format!("| `{}` · `{}` | {} | {default} | {} |\n", one.name, one.property, one.kind, one.description)
}

fn members(surface: &Surface) -> Vec<String> {
    let property = |prefix: &str, one: &Property| {
        let access = if one.write.is_none() { "Read only. " } else { "" };
        format!("| `{prefix}{}` | {access}{} |\n", one.name, one.description)
    };
    let properties = surface.properties.iter().map(|one| property("", one));
    let statics = surface.statics.iter().map(|one| property(&format!("{}.", surface.class), one));
    let methods = surface.methods.iter().map(|one| {
        let parameters: Vec<String> =
            one.parameters.iter().map(|one| format!("{}{}", one.name, if one.optional { "?" } else { "" })).collect();
        format!("| `{}({})` | {} |\n", one.name, parameters.join(", "), one.description)
    });
    properties.chain(statics).chain(methods).collect()
}

fn shape(name: &str, members: &[Member]) -> String {
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let shape = format!("`{{ {} }}`", names.join(", "));
    if name == "Score" { format!("the `score` object, {shape}") } else { shape }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_anew_and_the_text_around_it_stays() -> Result<()> {
        let surface = Surface::read()?;
        let text = "before\n<!-- table: states -->\noutdated\n<!-- end of table -->\nafter\n";
        let renewed = renewed(text, &surface)?;
        assert!(renewed.starts_with("before\n<!-- table: states -->\n| state |"), "{renewed}");
        assert!(renewed.ends_with("<!-- end of table -->\nafter\n") && !renewed.contains("outdated"), "{renewed}");
        Ok(())
    }

    #[test]
    fn an_unknown_table_and_a_missing_end_are_named() -> Result<()> {
        let surface = Surface::read()?;
        for text in ["<!-- table: colours -->\n<!-- end of table -->", "<!-- table: states -->"] {
            assert!(renewed(text, &surface).is_err(), "{text}");
        }
        Ok(())
    }
}
