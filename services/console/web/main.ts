import '@fontsource-variable/inter/index.css';
import './page/tokens.css';
import './page/controls.css';
import { mount } from 'svelte';
import App from './app.svelte';

mount(App, { target: document.getElementById('app')! });
