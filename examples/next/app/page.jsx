import { Widget } from './widget';

// The server renders the elements with what stands in them; the browser makes gauges of them.
export default function Page() {
  return (
    <main>
      <h1>Our devices</h1>
      <secure-score-gauge api-base="/defender">Secure score: see the Defender portal</secure-score-gauge>
      <secure-score-gauge api-base="/defender" lang="fr">Degré de sécurisation : voir le portail Defender</secure-score-gauge>
      <Widget />
    </main>
  );
}
