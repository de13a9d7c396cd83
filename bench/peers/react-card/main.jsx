// The widget's own card, as somebody would make it with React: an element with a shadow root, the
// same parts, texts and style. It has no states, errors, settings, languages or events: what the
// card itself costs, and nothing else.

import { useLayoutEffect } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import card from '../../../static/element/card.css' with { type: 'text' };
import skeleton from '../../../static/element/skeleton.css' with { type: 'text' };
import { COUNT, MAX, SHARED, countdown, fetchScore } from '../shared/host.js';

// The requests are under way before anything else.
const shared = SHARED ? fetchScore() : undefined;
const requests = Array.from({ length: COUNT }, () => shared ?? fetchScore());

const ARC = 'M-72.75 42A84 84 0 1 1 72.75 42';
const NAME = 'Microsoft Secure Score for Devices';
const LENGTH = 24_000;
const number = new Intl.NumberFormat('en');
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`${skeleton}${card}:host { inline-size: 240px } [part="arc"] { transition: none }`);
const loaded = countdown();

function Card({ data, drawn }) {
  useLayoutEffect(() => { if (data) drawn(); }, [data, drawn]);
  if (!data) return <div part="card" data-state="loading"><Dial /></div>;
  const asOf = `As of ${time.format(new Date(data.time))}`;
  const rest = `of ${number.format(MAX)} points`;
  return (
    <div part="card" data-state="ready" data-full="">
      <div className="head">
        <div part="heading">{NAME}</div>
        <time part="time" dateTime={data.time}>{asOf}</time>
      </div>
      <div className="stage">
        <div
          part="gauge" role="meter" aria-label={NAME} aria-valuemin="0" aria-valuemax={MAX} aria-valuenow={data.score}
          aria-valuetext={`${number.format(data.score)} ${rest}, ${asOf}`}
        >
          <Dial score={data.score} />
        </div>
        <p className="figure">
          <span part="value" data-fit="0">{number.format(data.score)}</span> <span part="unit">{rest}</span>
        </p>
      </div>
      <div className="notice"><div role="status" /></div>
    </div>
  );
}

function Dial({ score }) {
  return (
    <svg className="dial" viewBox="-130 -118 260 186" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path part="track" d={ARC} />
      {score !== undefined && (
        <>
          <path part="arc" d={ARC} pathLength={LENGTH} strokeDasharray={`0 0 ${score / MAX * LENGTH} ${LENGTH}`} />
          <text className="end" x="-73" y="62">{number.format(0)}</text>
          <text className="end" x="73" y="62">{number.format(MAX)}</text>
        </>
      )}
    </svg>
  );
}

customElements.define('react-card', class extends HTMLElement {
  #root;

  connectedCallback() {
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet];
    this.#root = createRoot(shadow.appendChild(Object.assign(document.createElement('div'), { className: 'mount' })));
    this.show();
  }

  show(data, drawn) {
    this.#root.render(<Card data={data} drawn={drawn} />);
  }
});

const gauges = requests.map(() => document.createElement('react-card'));
document.getElementById('app').append(...gauges);
const nothing = () => {};
requests.forEach(async (request, index) => {
  const data = await request;
  gauges[index].show(data, loaded);
  window.__update ??= (score) => flushSync(() => gauges[0].show({ ...data, score }, nothing));
});
