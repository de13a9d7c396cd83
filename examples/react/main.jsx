import 'secure-score-gauge';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { portalToken } from './portal-token';

// Every event renders this anew, with a callback that is new as well: the gauge keeps its pace and
// its score all the same.
function Devices() {
  const [shown, setShown] = useState(true);
  const [events, setEvents] = useState([]);
  const note = (event) => setEvents((before) => [...before, event.detail.state ?? event.detail.value]);
  return (
    <main>
      <button onClick={() => setShown(!shown)}>{shown ? 'Hide' : 'Show'}</button>
      {shown && (
        <secure-score-gauge
          api-base="/defender"
          getToken={async ({ reason, signal }) => portalToken(reason, signal)}
          onsecure-score-state={note}
          onsecure-score-load={note}
        >
          Secure score: see the Defender portal
        </secure-score-gauge>
      )}
      <output>{events.join(' ')}</output>
    </main>
  );
}

createRoot(document.getElementById('root')).render(<Devices />);
