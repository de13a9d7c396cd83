//! The calls out of the wasm that need no `catch`, as the glue writes them, in groups that share a reason.

/// Calls that share a reason.
pub(super) struct Group {
    /// Why they do not throw, or why it does not matter that they do.
    #[expect(dead_code, reason = "it is there to be read")]
    why: &'static str,
    pub(super) calls: &'static [&'static str],
}

/// Every call that needs no `catch`.
pub(super) const ALL: &[Group] = &[
    Group {
        why: "Looks at a value, or makes one, and runs no code but the glue's own.",
        calls: &[
            "!arg0",
            "arg0",
            "arg0 === arg1",
            "arg0 === null",
            "arg0 === undefined",
            "arg0._wbg_cb_unref()",
            "getStringFromWasm0(arg0, arg1)",
            "makeClosure(arg0, arg1, …)",
            "makeMutClosure(arg0, arg1, …)",
            "typeof self === 'undefined' ? undefined : self",
            "typeof(arg0) === 'function'",
            "typeof(arg0) === 'string'",
            "typeof(obj) === 'number' ? obj : undefined",
            "typeof(obj) === 'string' ? obj : undefined",
            "typeof(val) === 'object' && val !== null",
        ],
    },
    Group {
        why: "Sets a member of a plain object that was made for the purpose.",
        calls: &[
            "arg0.cache = __wbindgen_enum_RequestCache[arg1]",
            "arg0.credentials = __wbindgen_enum_RequestCredentials[arg1]",
            "arg0.headers = arg1",
            "arg0.mode = __wbindgen_enum_RequestMode[arg1]",
            "arg0.redirect = __wbindgen_enum_RequestRedirect[arg1]",
            "arg0.referrerPolicy = __wbindgen_enum_ReferrerPolicy[arg1]",
            "arg0.signal = arg1",
        ],
    },
    Group {
        why: "Asks a function of the language, with arguments that it takes: throws only where a page replaced it.",
        calls: &[
            "Array.of(arg0)",
            "Date.now()",
            "Date.parse(getStringFromWasm0(arg0, arg1))",
            "Math.random()",
            "Object.is(arg0, arg1)",
            "Promise.race(arg0)",
            "Promise.resolve(arg0)",
            "Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2)",
            "arg0.charCodeAt(arg1 >>> 0)",
            "arg0.concat(arg1)",
            "arg0.length",
            "arg0.subarray(arg1 >>> 0, arg2 >>> 0)",
            "arg0.then(arg1)",
            "arg0.then(arg1, arg2)",
            "new Object()",
            "parseFloat(getStringFromWasm0(arg0, arg1))",
            "queueMicrotask(arg0)",
            "setTimeout(arg0, arg1)",
        ],
    },
    Group {
        why: "Asks an object that the browser made for the wasm, or that was looked at with `catch` before (an answer): \
              throws only where a page replaced what its prototype has.",
        calls: &[
            "arg0.abort()",
            "arg0.body",
            "arg0.cancel()",
            "arg0.hash = getStringFromWasm0(arg1, arg2)",
            "arg0.headers",
            "arg0.pathname = getStringFromWasm0(arg1, arg2)",
            "arg0.read()",
            "arg0.search = getStringFromWasm0(arg1, arg2)",
            "arg0.signal",
            "arg0.status",
            "arg1.href",
            "arg1.origin",
            "arg1.pathname",
            "arg1.search",
            "arg1.url",
        ],
    },
    Group {
        why: "Asks the window or the document. An element of the same name can hide what a document has: then this reads \
              something else, which counts as visible and online.",
        calls: &["arg0.document", "arg0.navigator", "arg0.onLine", "arg0.queueMicrotask"],
    },
    Group {
        why: "Yew's, on nodes of the card. An element named `createTextNode` hides the document's method: that \
              is a crash, as `SECURITY.md` says.",
        calls: &[
            "arg0.__yew_subtree_id = arg1 >>> 0",
            "arg0.createTextNode(getStringFromWasm0(arg1, arg2))",
            "arg0.lastChild",
            "arg0.nodeValue = arg1 === 0 ? undefined : getStringFromWasm0(arg1, arg2)",
            "arg1 instanceof SVGElement ? arg1.namespaceURI : undefined",
        ],
    },
    Group {
        why: "Tells of an error, which is one already: of what `new Request` threw.",
        calls: &["arg0.message", "arg0.name", "arg0.toString()"],
    },
];
