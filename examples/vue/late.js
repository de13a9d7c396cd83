import { createApp } from 'vue';
import Devices from './Devices.vue';

createApp(Devices).mount('#root');
requestAnimationFrame(() => import('secure-score-gauge'));
