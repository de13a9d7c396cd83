// The widget's own card, as somebody would make it with React: an element with a shadow root, the
// same elements, texts and style, as the gauge draws them on the benchmark's page. It has no
// states, errors, settings, languages or events: what the card itself costs, and nothing else.

import { useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import card from '../../../static/element/card.css' with { type: 'text' };
import notice from '../../../static/element/notice.css' with { type: 'text' };
import skeleton from '../../../static/element/skeleton.css' with { type: 'text' };
import { COUNT, MAX, SHARED, countdown, fetchScore } from '../shared/host.js';

// The requests are under way before anything else.
const shared = SHARED ? fetchScore() : undefined;
const requests = Array.from({ length: COUNT }, () => shared ?? fetchScore());

const ARC = 'M-72.75 42A84 84 0 1 1 72.75 42';
const LENGTH = 24_000;
const NAME = 'Microsoft Secure Score for Devices';
const INFO = 'M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8ZM8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2ZM7.2 7h1.6v5h-1.6ZM8 4a1 1 0 1 1 0 2 1 1 0 0 1 0-2Z';
const PORTAL = 'https://security.microsoft.com/tvm_dashboard';
const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent' });
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const ago = new Intl.RelativeTimeFormat('en');
const DAY = 86_400_000;
const sheet = new CSSStyleSheet();
sheet.replaceSync(`${skeleton}${card}${notice}:host { inline-size: 240px } [part="arc"] { transition: none }`);
const loaded = countdown();

function Card({ data, drawn }) {
  useLayoutEffect(() => { if (data) drawn(); }, [data, drawn]);
  if (!data) return <Skeleton />;
  const asOf = `As of ${time.format(new Date(data.time))}`;
  const rest = `of ${number.format(MAX)} points`;
  return (
    <div part="card" translate="no" data-state="ready" data-full="">
      <div className="head">
        <div part="heading" title={NAME}>{NAME}</div>
        <time part="time" dateTime={data.time} data-ago={age(data.time)} title={asOf}>{asOf}</time>
        <div className="tools">
          <button part="info" type="button" popoverTarget="about" aria-label="About this score" title="About this score">
            <svg className="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={INFO} fillRule="evenodd" /></svg>
          </button>
        </div>
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
      <div className="foot">
        <p className="other">{percent.format(data.score / MAX)}</p>
        <Portal />
      </div>
      <div className="notice"><div role="status" /></div>
      <About time={data.time} asOf={asOf} />
    </div>
  );
}

const age = (instant) => ago.format(-Math.floor((Date.now() - new Date(instant)) / DAY), 'day');

function Skeleton() {
  return (
    <div part="card" data-state="loading" data-bare="">
      <div className="head"><div part="heading" /></div>
      <Dial />
      <div className="waiting"><slot /></div>
    </div>
  );
}

function Dial({ score }) {
  const filled = Math.round(score / MAX * LENGTH);
  return (
    <svg className="dial" viewBox="-130 -118 260 186" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {score === undefined ? <path part="track" d={ARC} /> : (
        <>
          <path part="track" d={ARC} pathLength={LENGTH} strokeDasharray={`0 ${filled} ${LENGTH - filled} ${LENGTH}`} />
          <path part="arc" d={ARC} pathLength={LENGTH} strokeDasharray={`0 0 ${filled} ${LENGTH}`} />
          <text className="end" x="-73" y="62">{number.format(0)}</text>
          <text className="end" x="73" y="62">{number.format(MAX)}</text>
        </>
      )}
    </svg>
  );
}

const Portal = () => <a className="portal" href={PORTAL} target="_blank" rel="noopener noreferrer">Open in Defender</a>;

/** The explanation, drawn once somebody opens it. */
function About({ time, asOf }) {
  const [isOpened, setOpened] = useState(false);
  return (
    <div id="about" className="sheet" popover="auto" role="dialog" aria-label="About this score" onBeforeToggle={() => setOpened(true)}>
      {isOpened && (
        <>
          <p className="title">{NAME}</p>
          <p>{`${NAME} shows how well your devices are configured against attacks. Higher is better. It is not the Microsoft Secure Score of your whole organisation.`}</p>
          <p>{`Scale: 0 to ${number.format(MAX)}. Microsoft documents no maximum; ${number.format(MAX)} is the usual one.`}</p>
          <p>{`${asOf}, ${age(time)}`}</p>
          <Portal />
        </>
      )}
    </div>
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
