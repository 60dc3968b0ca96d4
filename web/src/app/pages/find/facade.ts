import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Colours and roofs that tell neighbouring houses apart. */
const HOUSES = [
  { wall: '#c8694a', dark: '#8a4331', roof: 'gable' },
  { wall: '#e2b86a', dark: '#8d6a2f', roof: 'terrace' },
  { wall: '#3f7f83', dark: '#1f5256', roof: 'tank' },
  { wall: '#7c6a92', dark: '#4d3f60', roof: 'terrace' },
] as const;
const COLUMNS = 3;
const MOST = 18;

/** A house of the square: a window for each thing that can be booked there, lit when it is free. Decoration; words beside it say it. */
@Component({
  selector: 'p-facade',
  template: `
    <svg [attr.viewBox]="'0 0 140 ' + height()" preserveAspectRatio="xMidYMax meet" aria-hidden="true" focusable="false" [style.--wall]="house().wall" [style.--edge]="house().dark">
      <g [attr.transform]="'translate(0 ' + top + ')'">
        @switch (house().roof) {
          @case ('gable') {
            <path d="M2 2 70 -40 138 2z" class="roof" /><circle cx="70" cy="-14" r="8" class="hole" />
            <path d="M104 -34h14v24l-14 -9z" class="roof" />
          }
          @case ('terrace') {
            <path d="M0 -8h140v10H0z" class="roof" /><path d="M8 -8v-9h124v9M24 -8v-9M44 -8v-9M64 -8v-9M84 -8v-9M104 -8v-9" class="rail" />
            <path d="M112 -8c-12 -10 -11 -24 0 -30c10 6 12 20 0 30z" class="leaf" /><path d="M22 -8c-7 -7 -7 -14 0 -18c7 4 7 11 0 18z" class="leaf" />
          }
          @default {
            <path d="M0 -6h140v8H0z" class="roof" /><path d="M92 -6v-10M118 -6v-10" class="rail" /><rect x="86" y="-38" width="38" height="23" rx="4" class="roof" /><path d="M30 -6v-34M30 -38l12 6M30 -30l-9 5" class="rail" />
          }
        }
        <rect width="140" [attr.height]="height() - top" class="wall" />
        <rect x="126" width="14" [attr.height]="height() - top" class="shade" />
        @for (window of windows(); track $index) {
          <rect [attr.x]="window.x" [attr.y]="window.y" width="26" height="24" rx="3" class="pane" [class.lit]="window.lit" [style.transition-delay.ms]="$index * 22" />
        }
        <path [attr.d]="bars()" class="bars" /><path [attr.d]="sills()" class="sill" />
        <rect x="10" [attr.y]="height() - top - 54" width="120" height="15" rx="3" class="sign" />
        <text x="70" [attr.y]="height() - top - 43" class="name">{{ name() }}</text>
        <path [attr.d]="door()" class="door" /><path [attr.d]="glass()" class="glow" />
        <path [attr.d]="awning()" class="leaf" />
      </g>
    </svg>
  `,
  styles: `
    :host { display: block; min-width: 0; }
    svg { width: 100%; height: 100%; overflow: visible; }
    .wall { fill: var(--wall); } .shade { fill: var(--edge); opacity: 0.35; } .roof { fill: var(--edge); } .hole { fill: var(--wall); opacity: 0.8; }
    .rail { fill: none; stroke: var(--edge); stroke-width: 2.5; stroke-linecap: round; }
    .leaf { fill: #4f8a62; }
    .pane { fill: #26363c; transition: fill 500ms var(--ease); } .pane.lit { fill: #ffd979; }
    .bars { stroke: var(--edge); stroke-width: 2; fill: none; } .sill { stroke: var(--edge); stroke-width: 3; stroke-linecap: round; }
    .sign { fill: #1d2b2e; } .name { fill: #fff; font-size: 10px; font-weight: 700; text-anchor: middle; }
    .door { fill: var(--edge); } .glow { fill: #ffe9b5; }
    @media (prefers-reduced-motion: reduce) { .pane { transition: none; } }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Facade {
  readonly name = input.required<string>();
  /** Whether each thing is free. */
  readonly lights = input.required<readonly boolean[]>();
  /** Which of the row it is. */
  readonly at = input.required<number>();
  protected readonly top = 44;
  protected readonly house = computed(() => HOUSES[this.at() % HOUSES.length]);
  private readonly shown = computed(() => this.lights().slice(0, MOST));
  private readonly rows = computed(() => Math.max(2, Math.ceil(this.shown().length / COLUMNS)));
  protected readonly height = computed(() => this.top + 16 + this.rows() * 36 + 62);
  // Filled from below, as houses are; the last floor may have blind windows.
  protected readonly windows = computed(() => {
    const rows = this.rows();
    return Array.from({ length: rows * COLUMNS }, (_, at) => ({ x: 15 + (at % COLUMNS) * 42, y: 14 + (rows - 1 - Math.floor(at / COLUMNS)) * 36, lit: this.shown()[at] ?? false }));
  });
  protected readonly bars = computed(() => this.windows().map(({ x, y }) => `M${x + 13} ${y + 1}v22M${x + 1} ${y + 10}h24`).join(''));
  protected readonly sills = computed(() => this.windows().map(({ x, y }) => `M${x - 2} ${y + 26}h30`).join(''));
  private readonly base = computed(() => this.height() - this.top);
  protected readonly door = computed(() => `M56 ${this.base()}v-30h28v30z`);
  protected readonly glass = computed(() => `M60 ${this.base()}v-26h9v26zM71 ${this.base()}v-26h9v26z`);
  protected readonly awning = computed(() => `M14 ${this.base() - 32}h34l4 10H10zM92 ${this.base() - 32}h34l4 10H88z`);
}
