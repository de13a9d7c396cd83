//! Two wasm files in place of one: the main one, and a part that comes when it is needed.
//!
//! They share the memory and a table of functions, by whose slots each calls into the other. The
//! part fills its slots when it arrives. No function computes anything else than in one file, but a
//! call into a part that is not there traps.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    LocalFunction, Module, TableId, passes::gc,
};

use crate::symbol::path;

/// The part's name of the main module.
const MAIN: &str = "a";

/// Takes the part behind `ways` out of a module. The module exports by `names` what they share.
///
/// # Errors
/// If one of the ways is in no function's name.
pub(crate) fn split(main: &mut Module, ways: &[&str], mut names: impl Iterator<Item = String>) -> Result<Module> {
    let entrances = find(main, ways)?;
    let moves = reach(main, &entrances, &reach(main, &roots(main), &entrances));
    let called = moves.iter().flat_map(|id| callees_of(main, *id));
    let stays = |id: &FunctionId| !moves.contains(id) || local(main, *id).is_none();
    let called = Vec::from_iter(BTreeSet::from_iter(called.filter(stays)));
    let shared = Vec::from_iter(names.by_ref().zip(state(main)));
    // In a copy functions stand in another order, and exports keep their names.
    let called = Vec::from_iter(names.zip(called));
    for (name, item) in &shared {
        main.exports.add(name, *item);
    }
    for (name, id) in &called {
        main.exports.add(name, *id);
    }
    let (to_part, to_main) = (grow_table(main, entrances.len())?, grow_table(main, called.len())?);
    let mut part = Module::from_buffer(&main.emit_wasm())?;

    let of_main = called.iter().map(|(name, _)| part.exports.get_func(name)).collect::<Result<Vec<_>>>()?;
    let of_part = find(&part, ways)?;
    import_all(&mut part, &shared.iter().map(|(name, _)| name.as_str()).collect());
    redirect(&mut part, &of_main, to_main)?;
    fill(&mut part, to_part, of_part)?;
    gc::run(&mut part);

    let unused = shared.iter().map(|(name, _)| name).filter(|name| part.imports.find(MAIN, name).is_none());
    for name in called.iter().map(|(name, _)| name).chain(unused) {
        main.exports.remove(name)?;
    }
    redirect(main, &entrances, to_part)?;
    // A call by the null pointer traps, and so does one into the part while it is not there. Empty
    // slots would do as well, but Chromium's `queryObjects` never ends where a script can see a
    // table with one.
    let trap = trap(main);
    fill(main, 0, vec![trap])?;
    fill(main, to_part, vec![trap; entrances.len()])?;
    fill(main, to_main, called.into_iter().map(|(_, id)| id).collect())?;
    gc::run(main);
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
    all.dedup();
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

/// What the code of a module works on.
fn state(module: &Module) -> Vec<ExportItem> {
    let tables = module.tables.iter().map(|table| ExportItem::from(table.id()));
    let memories = module.memories.iter().map(|memory| ExportItem::from(memory.id()));
    let globals = module.globals.iter().map(|global| ExportItem::from(global.id()));
    tables.chain(memories).chain(globals).collect()
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

/// Puts functions into the slots from `first` on, when the module starts.
fn fill(module: &mut Module, first: i32, functions: Vec<FunctionId>) -> Result<()> {
    let table = table(module)?;
    let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(first)) };
    let items = module.elements.add(kind, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(items);
    Ok(())
}

fn trap(module: &mut Module) -> FunctionId {
    let mut trap = FunctionBuilder::new(&mut module.types, &[], &[]);
    trap.func_body().unreachable();
    trap.finish(Vec::new(), &mut module.funcs)
}

/// Has each function call the one in its slot, from `first` on.
fn redirect(module: &mut Module, functions: &[FunctionId], first: i32) -> Result<()> {
    for (id, slot) in functions.iter().zip(first..) {
        let call = call_by_slot(module, *id, slot)?;
        module.funcs.get_mut(*id).kind = FunctionKind::Local(call);
    }
    Ok(())
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
fn import_all(module: &mut Module, names: &BTreeSet<&str>) {
    module.start = None;
    ids(module.data.iter().map(|data| data.id())).for_each(|id| module.data.delete(id));
    ids(module.elements.iter().map(|element| element.id())).for_each(|id| module.elements.delete(id));
    ids(module.imports.iter().map(|import| import.id())).for_each(|id| module.imports.delete(id));
    module.memories.iter_mut().for_each(|memory| memory.data_segments.clear());
    module.tables.iter_mut().for_each(|table| table.elem_segments.clear());
    for id in ids(module.exports.iter().map(|export| export.id())) {
        let export = module.exports.get(id);
        let (name, item) = (export.name.clone(), export.item);
        module.exports.delete(id);
        let imports = &mut module.imports;
        match item {
            _ if !names.contains(name.as_str()) => {}
            ExportItem::Table(id) => module.tables.get_mut(id).import = Some(imports.add(MAIN, &name, id)),
            ExportItem::Memory(id) => module.memories.get_mut(id).import = Some(imports.add(MAIN, &name, id)),
            ExportItem::Global(id) => {
                module.globals.get_mut(id).kind = GlobalKind::Import(imports.add(MAIN, &name, id))
            }
            ExportItem::Function(_) | ExportItem::Tag(_) => {}
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
        // And so does the part's way back.
        assert_eq!(names(&part), BTreeSet::from(["own", "shared", "way"]));
        // One for each, beside the null pointer's.
        assert_eq!(main.tables.iter().map(|table| table.initial).max(), Some(3));
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
