import { mount } from 'svelte';
import Devices from './Devices.svelte';

mount(Devices, { target: document.getElementById('root') });
requestAnimationFrame(() => import('secure-score-gauge'));
