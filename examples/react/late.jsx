import { useCallback, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { portalToken } from './portal-token';

// The element is on the page before its script. React would write a function as an attribute then,
// so the property is set by hand: the gauge finds it there whenever it comes.
function Devices() {
  const [value, setValue] = useState('');
  const connect = useCallback((gauge) => {
    if (gauge) gauge.getToken = ({ reason, signal }) => portalToken(reason, signal);
  }, []);
  return (
    <main>
      <secure-score-gauge ref={connect} api-base="/defender" onsecure-score-load={(event) => setValue(event.detail.value)}>
        Secure score: see the Defender portal
      </secure-score-gauge>
      <output>{value}</output>
    </main>
  );
}

createRoot(document.getElementById('root')).render(<Devices />);
requestAnimationFrame(() => import('secure-score-gauge'));
