//! Two wasm files in place of one: the main one, and a part that comes when it is needed.
//!
//! The part imports from the main one. The main one calls into it by slots of its table, which the
//! part fills when it arrives. No function computes anything else than in one file, but a call into
//! a part that is not there traps.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportedFunction, LocalFunction, Module, TableId, passes::gc,
};

use crate::symbol::path;

/// The part's name of the main module.
const MAIN: &str = "a";

/// Takes the part behind `ways` out of a module, which exports by `names` what the part imports.
///
/// # Errors
/// If one of the ways is in no function's name.
pub(crate) fn split(main: &mut Module, ways: &[&str], names: impl Iterator<Item = String>) -> Result<Module> {
    let entrances = find(main, ways)?;
    let moves = reach(main, &entrances, &reach(main, &roots(main), &entrances));
    let called = moves.iter().flat_map(|id| callees_of(main, *id));
    let stays = |id: &FunctionId| !moves.contains(id) || local(main, *id).is_none();
    let mut shared: Vec<ExportItem> = BTreeSet::from_iter(called.filter(stays)).into_iter().map(Into::into).collect();
    shared.extend(main.tables.iter().map(|table| ExportItem::from(table.id())));
    shared.extend(main.memories.iter().map(|memory| ExportItem::from(memory.id())));
    shared.extend(main.globals.iter().map(|global| ExportItem::from(global.id())));
    let exported: BTreeSet<String> = names.zip(shared).map(|(name, item)| export(main, name, item)).collect();

    let mut part = Module::from_buffer(&main.emit_wasm())?;
    let first = grow_table(main, entrances.len())?;
    for (id, slot) in entrances.iter().zip(first..) {
        let call = call_by_slot(main, *id, slot)?;
        main.funcs.get_mut(*id).kind = FunctionKind::Local(call);
    }
    gc::run(main);

    import_all(&mut part, &exported);
    grow_table(&mut part, entrances.len())?;
    let kind = ElementKind::Active { table: table(&part)?, offset: ConstExpr::Value(Value::I32(first)) };
    let entrances = find(&part, ways)?;
    part.elements.add(kind, ElementItems::Functions(entrances));
    gc::run(&mut part);
    Ok(part)
}

/// The functions whose paths begin so, by name.
fn find(module: &Module, paths: &[&str]) -> Result<Vec<FunctionId>> {
    let mut all: Vec<FunctionId> = Vec::new();
    for begin in paths {
        let before = all.len();
        all.extend(module.funcs.iter_local().map(|(id, _)| id).filter(|id| path(module, *id).starts_with(begin)));
        if all.len() == before {
            bail!(
                "expected a function `{begin}` in the wasm, found none; is it `#[inline(never)]`, or has it another name now?"
            );
        }
    }
    all.sort_by_key(|id| &module.funcs.get(*id).name);
    Ok(all)
}

/// The functions that run by an export or by a pointer.
fn roots(module: &Module) -> Vec<FunctionId> {
    let exports = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id),
        _ => None,
    });
    let pointers = module.elements.iter().filter_map(|element| match &element.items {
        ElementItems::Functions(functions) => Some(functions),
        ElementItems::Expressions(..) => None,
    });
    exports.chain(module.start).chain(pointers.flatten().copied()).collect()
}

/// The functions that these lead to without a way through others.
fn reach<'a>(
    module: &Module,
    from: &[FunctionId],
    others: impl IntoIterator<Item = &'a FunctionId>,
) -> BTreeSet<FunctionId> {
    let others = BTreeSet::from_iter(others);
    let (mut next, mut reached) = (from.to_vec(), BTreeSet::new());
    while let Some(id) = next.pop() {
        if !others.contains(&id) && reached.insert(id) {
            next.extend(callees_of(module, id));
        }
    }
    reached
}

/// The functions that one names: those that it calls.
pub(crate) fn callees(function: &LocalFunction) -> Vec<FunctionId> {
    struct Calls(Vec<FunctionId>);
    impl Visitor<'_> for Calls {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.0.push(*id);
        }
    }
    let mut calls = Calls(Vec::new());
    dfs_in_order(&mut calls, function, function.entry_block());
    calls.0
}

fn callees_of(module: &Module, id: FunctionId) -> Vec<FunctionId> {
    local(module, id).map(callees).unwrap_or_default()
}

fn local(module: &Module, id: FunctionId) -> Option<&LocalFunction> {
    match &module.funcs.get(id).kind {
        FunctionKind::Local(function) => Some(function),
        _ => None,
    }
}

fn export(module: &mut Module, name: String, item: ExportItem) -> String {
    module.exports.add(&name, item);
    name
}

fn table(module: &Module) -> Result<TableId> {
    module.tables.main_function_table()?.context("expected a table of functions in the wasm, found none")
}

/// Adds slots to the table. Gives the first.
fn grow_table(module: &mut Module, slots: usize) -> Result<i32> {
    let id = table(module)?;
    let table = module.tables.get_mut(id);
    let first = table.initial;
    table.initial += slots as u64;
    table.maximum = table.maximum.map(|_| table.initial);
    Ok(i32::try_from(first)?)
}

/// A function like this one, which calls the one in a slot of the table.
fn call_by_slot(module: &mut Module, id: FunctionId, slot: i32) -> Result<LocalFunction> {
    let (kind, table) = (module.funcs.get(id).ty(), table(module)?);
    let (parameters, results) = module.types.params_results(kind);
    let (parameters, results) = (parameters.to_vec(), results.to_vec());
    let arguments: Vec<_> = parameters.iter().map(|of| module.locals.add(*of)).collect();
    let mut call = FunctionBuilder::new(&mut module.types, &parameters, &results);
    let mut body = call.func_body();
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.const_(Value::I32(slot)).call_indirect(kind, table);
    Ok(call.local_func(arguments))
}

/// Makes imports of a module's exports with these names, and leaves nothing that begins by itself.
fn import_all(module: &mut Module, names: &BTreeSet<String>) {
    module.start = None;
    ids(module.data.iter().map(|data| data.id())).for_each(|id| module.data.delete(id));
    ids(module.elements.iter().map(|element| element.id())).for_each(|id| module.elements.delete(id));
    module.memories.iter_mut().for_each(|memory| memory.data_segments.clear());
    module.tables.iter_mut().for_each(|table| table.elem_segments.clear());
    for id in ids(module.exports.iter().map(|export| export.id())) {
        let export = module.exports.get(id);
        let (name, item) = (export.name.clone(), export.item);
        module.exports.delete(id);
        if !names.contains(&name) {
            continue;
        }
        match item {
            ExportItem::Function(id) => {
                let function = module.funcs.get_mut(id);
                let ty = function.ty();
                if let FunctionKind::Import(before) = &function.kind {
                    module.imports.delete(before.import);
                }
                let import = module.imports.add(MAIN, &name, id);
                function.kind = FunctionKind::Import(ImportedFunction { import, ty });
            }
            ExportItem::Table(id) => module.tables.get_mut(id).import = Some(module.imports.add(MAIN, &name, id)),
            ExportItem::Memory(id) => module.memories.get_mut(id).import = Some(module.imports.add(MAIN, &name, id)),
            ExportItem::Global(id) => {
                module.globals.get_mut(id).kind = GlobalKind::Import(module.imports.add(MAIN, &name, id));
            }
            ExportItem::Tag(_) => {}
        }
    }
}

fn ids<T>(all: impl Iterator<Item = T>) -> std::vec::IntoIter<T> {
    all.collect::<Vec<T>>().into_iter()
}

#[cfg(test)]
mod tests {
    use walrus::{ModuleConfig, RefType};

    use super::*;

    /// `main`, an export, calls `way` and `shared`; `way` calls `own` and `shared`.
    fn program() -> Module {
        let mut module = Module::with_config(ModuleConfig::new());
        module.tables.add_local(false, 1, Some(1), RefType::FUNCREF);
        module.memories.add_local(false, false, 1, None, None);
        let mut add = |name: &str, calls: &[FunctionId]| {
            let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
            for callee in calls {
                function.func_body().call(*callee);
            }
            let id = function.finish(Vec::new(), &mut module.funcs);
            module.funcs.get_mut(id).name = Some(name.to_owned());
            id
        };
        let (own, shared) = (add("own", &[]), add("shared", &[]));
        let way = add("way", &[own, shared]);
        let main = add("main", &[way, shared]);
        module.exports.add("main", main);
        module
    }

    fn names(module: &Module) -> BTreeSet<&str> {
        module.funcs.iter_local().filter_map(|(id, _)| module.funcs.get(id).name.as_deref()).collect()
    }

    #[test]
    fn the_part_has_what_only_the_ways_lead_to() -> Result<()> {
        let mut main = program();
        let letters = ('b'..='z').map(String::from);
        let part = split(&mut main, &["way"], letters)?;
        // The way in the main file calls by a slot.
        assert_eq!(names(&main), BTreeSet::from(["main", "shared", "way"]));
        assert_eq!(names(&part), BTreeSet::from(["own", "way"]));
        assert_eq!(main.tables.iter().map(|table| table.initial).max(), Some(2));
        for import in part.imports.iter() {
            assert_eq!(import.module, MAIN);
            assert!(main.exports.iter().any(|export| export.name == import.name), "{} is no export", import.name);
        }
        assert_eq!((part.exports.iter().count(), part.elements.iter().count()), (0, 1));
        Ok(())
    }

    #[test]
    fn a_way_that_is_nowhere_is_named() {
        let fault = split(&mut program(), &["door"], std::iter::empty()).err();
        assert!(fault.is_some_and(|fault| fault.to_string().contains("`door`")));
    }
}
