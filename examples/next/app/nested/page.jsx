'use client';

import { showScore } from 'portal-widgets';
import { useEffect, useRef } from 'react';

const getToken = async ({ reason }) => `a-token-${reason}`;

export default function Page() {
  const place = useRef(null);
  useEffect(() => {
    const gauges = ['en', 'fr'].map((lang) => showScore(place.current, getToken, lang));
    return () => gauges.forEach((gauge) => gauge.remove());
  }, []);
  return <main ref={place} />;
}
