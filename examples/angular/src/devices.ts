import { CUSTOM_ELEMENTS_SCHEMA, Component, signal } from '@angular/core';
import type { GetToken, Score } from 'secure-score-gauge';

@Component({
  selector: 'app-devices',
  // Lets the template name an element that is no component of Angular's.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button (click)="shown.set(!shown())">{{ shown() ? 'Hide' : 'Show' }}</button>
    @if (shown()) {
      <secure-score-gauge api-base="/defender" [getToken]="getToken" (secure-score-load)="loaded($event)">
        Secure score: see the Defender portal
      </secure-score-gauge>
      <secure-score-gauge api-base="/defender" lang="fr" [getToken]="getToken">
        Degré de sécurisation : voir le portail Defender
      </secure-score-gauge>
    }
    <output>{{ value() }}</output>
  `,
})
export class Devices {
  readonly shown = signal(true);
  readonly value = signal<number | null>(null);

  /** Stands for the sign-in of your portal; see ../../msal. */
  readonly getToken: GetToken = async ({ reason }) => `a-token-${reason}`;

  loaded(event: Event): void {
    this.value.set((event as CustomEvent<Score>).detail.value);
  }
}
