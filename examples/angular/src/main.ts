import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { setBasePath } from 'secure-score-gauge';
import { Devices } from './devices';

// Angular's builder leaves the widget's files where they are; angular.json copies them to this folder.
setBasePath(new URL('secure-score/', document.baseURI));

bootstrapApplication(Devices, { providers: [provideZonelessChangeDetection()] }).catch(console.error);
