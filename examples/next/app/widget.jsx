'use client';

// Defines the element in the browser; on the server it does nothing.
import { SecureScoreGauge } from 'secure-score-gauge';
import { useEffect } from 'react';

export function Widget() {
  useEffect(() => {
    // Stands for the sign-in of your portal; see ../../msal.
    SecureScoreGauge.getToken = async ({ reason }) => `a-token-${reason}`;
  }, []);
  return null;
}
