/** The unit that the step buttons use. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { StepUnit } from '../../core/contract';

export const STEP_NAMES: Record<StepUnit, string> = { instruction: 'Instruction', beat: 'Beat', transfer: 'Transfer', interrupt: 'Until interrupt', descriptor: 'Descriptor' };

export const useStepping = defineStore('stepping', () => {
  const unit = ref<StepUnit>('instruction');
  return { unit };
});
