// results.json → Markdown.

import { difference, ratio, summary } from './stats.mjs';

const number = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const kb = (bytes) => number(bytes / 1000, 1);

/** A table of Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i ? '--:' : '---'))), ...rows.map(line)].join('\n');
}

/** `median (ratio×)`, the ratio paired by round against the baseline. */
function cell(samples, baseline, key, digits = 0, scale = 1) {
  if (!samples?.length) return '–';
  const { median } = summary(samples.map((sample) => sample[key]));
  if (!Number.isFinite(median)) return '–';
  const times = baseline?.length ? ratio(samples, baseline, key).median : NaN;
  return `${number(median / scale, digits)}${Number.isFinite(times) ? ` (${number(times, 2)}×)` : ''}`;
}

/** The ratio alone. */
function times(samples, baseline, key) {
  return samples?.length && baseline?.length ? `${number(ratio(samples, baseline, key).median, 2)}×` : '–';
}

/**
 * The ratios of the peers that the run was given to all others, by what `meters` reads of a result:
 * `[title, samples by peer, key]`.
 */
function against(given, names, meters) {
  const others = names.filter((name) => !given.includes(name));
  if (!given.length || !others.length) return [];
  const rows = meters.flatMap(([title, result, key]) => given.filter((name) => result[name]).map((name) => [title, name, ...others.map((other) => times(result[name], result[other], key))]));
  return ['', 'Ratios to each of the others, paired by round.', '', table(['meter', 'peer', ...others], rows)];
}

/** `median [quartiles]`. */
function spread(samples, key, digits = 0) {
  if (!samples?.length) return '–';
  const { median, q1, q3 } = summary(samples.map((sample) => sample[key]));
  return `${number(median, digits)} [${number(q1, digits)}–${number(q3, digits)}]`;
}

/** The median of the differences from the control peer, paired by round. */
function above(samples, floor, key) {
  return samples?.length && floor?.length ? number(difference(samples, floor, key).median, 0) : '–';
}

/** With the two memories of a page in one. */
const sum = (samples) => samples?.map((sample) => ({ ...sample, sum: sample.heap + sample.wasm }));

const LOAD_NOTE = 'Medians in ms; in parentheses the median of the ratios to the baseline, paired by round. “+floor” is the median difference from the `floor` page (no gauge, plain text), paired by round.';

/** The section of a phase that loads pages: its title, and then as `SECTIONS` has it. */
const loads = (title) => (result, names, baseline, given) => {
  names = [...names, ...Object.keys(result).filter((name) => !names.includes(name))];
  const base = result[baseline];
  return [`### ${title}`, '', LOAD_NOTE, '', table(
    ['peer', 'skeleton', 'painted [quartiles]', 'painted', '+floor', 'main-thread tasks', 'script', 'layout + style', 'loads'],
    names.map((name) => {
      const samples = result[name];
      return [
        name, cell(samples, null, 'skeleton'), spread(samples, 'painted'), times(samples, base, 'painted'), above(samples, result.floor, 'painted'),
        cell(samples, base, 'task'), cell(samples, null, 'script', 1), cell(samples, null, 'layout', 1), samples.length,
      ];
    }),
  ), ...against(given, names, [['painted', result, 'painted']])];
};

const SECTIONS = {
  size(result, names) {
    return ['### Size of one load', '', 'Bytes of js + wasm + css in kB (1000 bytes); requests include the page and the API; elements are those of the gauge.', '', table(
      ['peer', 'raw', 'gzip -9', 'brotli -11', 'of it wasm (br)', 'html (br)', 'other (br)', 'requests', 'elements'],
      names.map((name) => {
        const peer = result[name];
        if (!peer) return [name, ...Array(8).fill('–')];
        const { code, kinds, requests, elements } = peer;
        return [name, kb(code.raw), kb(code.gzip), kb(code.brotli), kb(kinds.wasm?.brotli ?? 0), kb(kinds.html?.brotli ?? 0), kb(kinds.other?.brotli ?? 0), requests, elements];
      }),
    )];
  },

  load(result, names, baseline, given) {
    const base = result[baseline];
    const { floor } = result;
    return ['### Cold load, unthrottled', '', LOAD_NOTE, '', table(
      ['peer', 'skeleton', 'painted [quartiles]', 'painted', '+floor', 'CPU, main thread', '+floor', 'CPU, all threads', 'main-thread tasks', 'script', 'layout + style', 'loads'],
      names.map((name) => {
        const samples = result[name];
        return [
          name, cell(samples, null, 'skeleton'), spread(samples, 'painted'), times(samples, base, 'painted'), above(samples, floor, 'painted'),
          cell(samples, base, 'cpuMain'), above(samples, floor, 'cpuMain'), cell(samples, base, 'cpuAll'),
          cell(samples, base, 'task'), cell(samples, null, 'script', 1), cell(samples, null, 'layout', 1), samples.length,
        ];
      }),
    ), ...against(given, names, [['painted', result, 'painted'], ['CPU, main thread', result, 'cpuMain']]), '', '### Memory after load', '', 'Median, in MB, after garbage collection.', '', table(
      ['peer', 'JS heap', 'WebAssembly memory', 'JS heap + WebAssembly', 'DOM (Blink) heap', 'private memory of the renderer'],
      names.map((name) => {
        const samples = sum(result[name]);
        return [name, cell(samples, null, 'heap', 2, 1e6), cell(samples, null, 'wasm', 2, 1e6), cell(samples, sum(base), 'sum', 2, 1e6), cell(samples, null, 'dom', 2, 1e6), cell(samples, base, 'private', 1, 1e6)];
      }),
    )];
  },

  throttled: loads('Cold load, 1.6 Mbit/s, 150 ms, processor 4 times slower'),

  repeat: loads('Later visit, files cached, 1.6 Mbit/s, 150 ms, processor 4 times slower'),

  prerendered: loads('Cold load of a prerendered card, 1.6 Mbit/s, 150 ms, processor 4 times slower'),

  token: loads('Cold load, unthrottled, with a token that takes 800 ms'),

  update(result, names, baseline, given) {
    const base = result[baseline];
    return ['### Update of one gauge', '', 'In ms for each call of `window.__update` (the last column: for each animation frame).', '', table(
      ['peer', 'first 1000', 'warm 1000', '1000 with layout forced after each', 'main thread for a frame with one update'],
      names.map((name) => [name, ...['cold', 'warm', 'layout', 'frame'].map((key) => cell(result[name], base, key, key === 'frame' ? 2 : 4))]),
    ), ...against(given, names, [['warm 1000', result, 'warm']])];
  },

  scale(result, names, baseline, given) {
    const keys = Object.keys(result);
    const counts = [...new Set(keys.map((key) => key.split('/')[0]))];
    const lines = [];
    const modes = [['each', 'one fetch for each gauge'], ['shared', 'one fetch for all']];
    for (const [mode, title] of modes) {
      lines.push(`### Many gauges on one page, ${title}`, '', 'Time until all are painted, ms.', '', table(
        ['peer', ...counts.map((count) => `n = ${count}`)],
        names.map((name) => [name, ...counts.map((count) => cell(result[`${count}/${mode}`][name], result[`${count}/${mode}`][baseline], 'painted'))]),
      ), '');
    }
    for (const [mode, title] of modes) {
      lines.push(`### Memory of many gauges, ${title}`, '', 'JS heap + WebAssembly memory after garbage collection, in MB, of it WebAssembly, and after the slash the private memory of the renderer.', '', table(
        ['peer', ...counts.map((count) => `n = ${count}`)],
        names.map((name) => [name, ...counts.map((count) => {
          const samples = sum(result[`${count}/${mode}`][name]);
          if (!samples?.length) return '–';
          return `${cell(samples, sum(result[`${count}/${mode}`][baseline]), 'sum', 2, 1e6)}, ${cell(samples, null, 'wasm', 2, 1e6)} / ${cell(samples, null, 'private', 1, 1e6)}`;
        })]),
      ), '');
    }
    const meters = counts.filter((count) => count > 1).flatMap((count) => modes.flatMap(([mode, title]) => {
      const all = result[`${count}/${mode}`];
      const summed = Object.fromEntries(Object.entries(all).map(([name, samples]) => [name, sum(samples)]));
      return [[`n = ${count}, painted, ${title}`, all, 'painted'], [`n = ${count}, memory, ${title}`, summed, 'sum']];
    }));
    return [...lines.slice(0, -1), ...against(given, names, meters)];
  },
};

/** Median, quartiles and ratio of every meter: phase → peer → meter. */
export function summaries({ options, phases }) {
  const summarise = (result) => Object.fromEntries(Object.entries(result).map(([name, samples]) => {
    const keys = Object.keys(samples[0] ?? {}).filter((key) => key !== 'round');
    return [name, Object.fromEntries(keys.map((key) => [key, {
      ...summary(samples.map((sample) => sample[key])),
      ratio: ratio(samples, result[options.baseline] ?? [], key),
    }]))];
  }));
  const all = {};
  for (const phase of ['load', 'throttled', 'repeat', 'prerendered', 'token', 'update']) if (phases[phase]) all[phase] = summarise(phases[phase]);
  if (phases.scale) all.scale = Object.fromEntries(Object.entries(phases.scale).map(([key, result]) => [key, summarise(result)]));
  return all;
}

/** The whole report of a run; peers are listed by the size of their code where it is known. */
export function report({ environment, options, peers, phases, failures }) {
  const weight = (name) => phases.size?.[name]?.code.brotli ?? Infinity;
  const alone = options.prerendered.map((pair) => pair.slice(0, pair.indexOf('=')));
  const names = Object.keys(peers).filter((name) => !alone.includes(name)).sort((a, b) => (weight(a) - weight(b)) || 0);
  const baseline = names.includes(options.baseline) ? options.baseline : undefined;
  const given = [...options.extra, ...options.prerendered].map((pair) => pair.slice(0, pair.indexOf('=')));
  const { started, chromium, node, cpu, probe, busy, load } = environment;
  const lines = [
    `${started.toISOString()}, Chromium ${chromium}, Node ${node}, ${cpu}. Ratios are to \`${baseline}\`.`,
    `Noise, sampled before each round: other programs used ${number(busy.median, 0)} % of the processors in the median round (${number(busy.min, 0)}–${number(busy.max, 0)} %); a fixed piece of work took ${number(probe.median, 0)} ms (${number(probe.min, 0)}–${number(probe.max, 0)} ms); the 1-minute load, this run included, was ${number(load.median, 1)} (${number(load.min, 1)}–${number(load.max, 1)}).`,
  ];
  for (const [phase, section] of Object.entries(SECTIONS)) {
    if (phases[phase]) lines.push('', ...section(phases[phase], names, baseline, given));
  }
  if (failures.length) {
    lines.push('', '### Failures', '', ...failures.map(({ what, name, message }) => `- ${what}, ${name}: ${message}`));
  }
  return `${lines.join('\n')}\n`;
}
