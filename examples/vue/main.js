import 'secure-score-gauge';
import { createApp } from 'vue';
import Devices from './Devices.vue';

createApp(Devices).mount('#root');
