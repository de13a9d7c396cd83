import 'secure-score-gauge';
import { mount } from 'svelte';
import Devices from './Devices.svelte';

mount(Devices, { target: document.getElementById('root') });
