import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import type { Schema } from '@core/api';

/** Wall, floor, furniture and what stands out, by daylight; the night's are mixed from them. */
const ROOMS = [
  ['#f4ddcf', '#e4c3ae', '#b35a3c', '#2f6f73'],
  ['#dfe9d9', '#c2d3b7', '#567a4e', '#d58a45'],
  ['#d6e8e6', '#b2d1ce', '#2b7379', '#e3a64d'],
  ['#f6e8c8', '#e6cf99', '#a97a24', '#7a4a63'],
  ['#e9deeb', '#d0bed6', '#77557f', '#d57e58'],
  ['#dbe6f1', '#bacde1', '#3c668f', '#e2a555'],
  ['#f4dcdd', '#e1bcbf', '#a34d59', '#3f7f83'],
  ['#e9e5dd', '#d2cbbd', '#6a6255', '#c0653f'],
] as const;

/**
 * A resource's photo; without one, a drawing of its kind in colours that stay the same for it, so that
 * lists of things without photos can still be told apart. The drawing keeps its height: in a wide frame
 * the wall goes on, in a narrow one its sides are cut.
 */
@Component({
  selector: 'p-picture',
  template: `
    @if (photo(); as shown) {
      <img [src]="shown.url" [alt]="shown.alt ?? ''" [attr.loading]="eager() ? 'eager' : 'lazy'" [attr.fetchpriority]="eager() ? 'high' : null" decoding="async" />
    } @else {
      <div class="scene" aria-hidden="true" [style.--wall]="room()[0]" [style.--floor]="room()[1]" [style.--main]="room()[2]" [style.--pop]="room()[3]">
        <svg viewBox="0 0 320 200" focusable="false" [class.flip]="flipped()">
          @if (kind() !== 'virtual' && kind() !== 'person') {
            @switch (wall()) {
              @case (0) {
                <rect x="216" y="26" width="76" height="84" rx="38" class="glass" /><path d="M216 92c18-22 30-8 42-18s20-8 34 4v32h-76z" class="hill" /><circle cx="272" cy="52" r="10" class="sun" /><path d="M254 26v84M216 70h76" class="frame" />
              }
              @case (1) {
                <rect x="210" y="30" width="86" height="76" rx="5" class="glass" /><path d="M210 90l26-26 18 16 16-12 26 24v14h-86z" class="hill" /><path d="M253 30v76M210 66h86" class="frame" />
              }
              @default {
                <path d="M212 62h84M212 100h84" class="shelf" /><path d="M222 62V38h9v24zM233 62V34h8v28zM243 62V42h10v20z" class="pop" /><path d="M258 62l8-26 8 3-8 23z" class="main" /><circle cx="284" cy="53" r="9" class="light" />
                <path d="M224 100V82h20v18z" class="main" /><path d="M262 100c-10-10-8-22 2-28 10 6 12 18 2 28z" class="leaf" /><path d="M280 100V80h8v20z" class="dark" />
              }
            }
          }
          @switch (kind()) {
            @case ('room') {
              <path d="M100 0v34M170 0v34" class="line" /><path d="M82 52a18 18 0 0 1 36 0zM152 52a18 18 0 0 1 36 0z" class="pop" />
              <rect x="28" y="46" width="42" height="52" rx="4" class="light" /><path d="M35 84l10-14 8 9 5-6 7 11z" class="main" />
              <ellipse cx="140" cy="180" rx="116" ry="9" class="shade" />
              <path d="M64 96h28a6 6 0 0 1 6 6v36H58v-36a6 6 0 0 1 6-6zM122 96h28a6 6 0 0 1 6 6v36h-40v-36a6 6 0 0 1 6-6zM180 96h28a6 6 0 0 1 6 6v36h-40v-36a6 6 0 0 1 6-6z" class="dark" />
              <rect x="34" y="124" width="212" height="13" rx="6.5" class="main" /><path d="M70 137l-10 42M210 137l10 42" class="leg" />
              <path d="M92 124l4-18h30l4 18z" class="light" /><rect x="170" y="112" width="9" height="12" rx="2" class="pop" /><path d="M190 124v-8h16v8z" class="light" />
            }
            @case ('desk') {
              <ellipse cx="150" cy="182" rx="110" ry="8" class="shade" />
              <path d="M44 122V84l18-22" class="thin" /><path d="M50 60l26-12 8 20-24 8z" class="pop" />
              <rect x="112" y="64" width="84" height="48" rx="5" class="dark" /><rect x="117" y="69" width="74" height="38" rx="2" class="glow" /><path d="M154 112v10M138 122h32" class="leg" />
              <path d="M128 80h32M128 89h46M128 98h22" class="text" />
              <rect x="26" y="121" width="226" height="11" rx="5.5" class="main" /><path d="M44 132v50M234 132v50" class="leg" /><path d="M186 132h40v26h-40z" class="drawer" />
              <path d="M206 121v-12h13v12zM219 112c6 0 6 7 0 7" class="light" />
              <path d="M124 182v-14M104 182h40M124 168" class="leg" /><rect x="100" y="142" width="48" height="12" rx="6" class="pop" /><path d="M124 154v14" class="leg" />
            }
            @case ('office') {
              <ellipse cx="160" cy="182" rx="130" ry="8" class="shade" />
              <rect x="22" y="34" width="64" height="126" rx="4" class="dark" /><rect x="30" y="44" width="48" height="50" rx="3" class="glow" /><circle cx="76" cy="108" r="4" class="sun" />
              <rect x="104" y="120" width="132" height="11" rx="5.5" class="main" /><path d="M118 131v50M222 131v50" class="leg" /><path d="M122 131h34v34h-34z" class="drawer" /><path d="M134 148h10" class="text" />
              <path d="M170 120l5-26h38l5 26z" class="light" /><path d="M206 182v-20M190 182h32" class="leg" /><path d="M186 132c0-8 40-8 40 0v24h-40z" class="pop" />
              <path d="M262 180v-34M262 160c-24-2-26-26-20-38 18 4 22 20 20 38zM262 152c20-4 24-24 18-38-16 6-20 22-18 38z" class="leaf" /><path d="M248 158h30l-4 24h-22z" class="pop" />
            }
            @case ('equipment') {
              <ellipse cx="150" cy="182" rx="104" ry="8" class="shade" />
              <path d="M70 130l40-16v-2L8 62v108z" class="beam" />
              <rect x="60" y="146" width="176" height="10" rx="5" class="dark" /><path d="M78 156v26M218 156v26" class="leg" />
              <path d="M92 96h112a12 12 0 0 1 12 12v34H80v-34a12 12 0 0 1 12-12z" class="main" /><circle cx="112" cy="119" r="17" class="dark" /><circle cx="112" cy="119" r="9" class="sun" />
              <path d="M156 110h42M156 119h42M156 128h26" class="text" /><circle cx="196" cy="130" r="3.5" class="sun" />
            }
            @case ('person') {
              <circle cx="160" cy="98" r="80" class="halo" />
              <path d="M72 200c2-42 34-66 88-66s86 24 88 66z" class="main" /><path d="M136 128h48v14c0 14-48 14-48 0z" class="skin-shade" />
              <circle cx="160" cy="94" r="37" class="skin" /><path d="M120 98c-6-40 16-58 42-58s46 18 39 58c-4-16-10-24-18-30-14 10-38 10-50 4-6 6-10 14-13 26z" class="hair" />
              <path d="M146 102v2M174 102v2" class="eye" /><path d="M150 116c6 5 14 5 20 0" class="smile" /><path d="M138 140l22 24 22-24" class="collar" />
              <path d="M36 60h34a10 10 0 0 1 10 10v14a10 10 0 0 1-10 10H58l-12 10V94H36a10 10 0 0 1-10-10V70a10 10 0 0 1 10-10z" class="light" /><path d="M40 74h26M40 82h16" class="thin" />
            }
            @default {
              <ellipse cx="160" cy="184" rx="96" ry="7" class="shade" />
              <rect x="62" y="28" width="196" height="124" rx="10" class="dark" /><path d="M160 152v26M126 180h68" class="leg" />
              <rect x="72" y="38" width="86" height="50" rx="6" class="glow" /><rect x="162" y="38" width="86" height="50" rx="6" class="main" /><rect x="72" y="92" width="86" height="50" rx="6" class="pop" /><rect x="162" y="92" width="86" height="50" rx="6" class="light" />
              <path d="M92 88c0-18 10-24 23-24s23 6 23 24zM182 88c0-18 10-24 23-24s23 6 23 24zM92 142c0-18 10-24 23-24s23 6 23 24zM182 142c0-18 10-24 23-24s23 6 23 24z" class="dim" /><circle cx="115" cy="58" r="10" class="skin" /><circle cx="205" cy="58" r="10" class="skin" /><circle cx="115" cy="112" r="10" class="skin" /><circle cx="205" cy="112" r="10" class="skin" />
            }
          }
        </svg>
      </div>
    }
  `,
  styles: `
    :host { display: block; overflow: hidden; background: var(--surface-2); aspect-ratio: 16 / 10; }
    img { width: 100%; height: 100%; object-fit: cover; }
    .scene { position: relative; width: 100%; height: 100%; overflow: hidden; --night: #0e1719;
      --w: light-dark(var(--wall), color-mix(in oklab, var(--main) 32%, var(--night))); --f: light-dark(var(--floor), color-mix(in oklab, var(--main) 46%, var(--night)));
      background: linear-gradient(var(--w) 76%, color-mix(in srgb, var(--f) 86%, #000) 76%, var(--f) 78%); }
    svg { position: absolute; left: 50%; top: 0; height: 100%; width: auto; max-width: none; aspect-ratio: 16 / 10; transform: translateX(-50%); }
    svg.flip { transform: translateX(-50%) scaleX(-1); }
    .main { fill: light-dark(var(--main), color-mix(in oklab, var(--main) 84%, #fff)); } .pop { fill: var(--pop); }
    .dark { fill: light-dark(color-mix(in oklab, var(--main) 42%, #12191b), color-mix(in oklab, var(--main) 45%, #05090a)); }
    .light { fill: light-dark(#fffdf8, #d9dcd6); } .sun { fill: #ffd678; }
    .glass { fill: light-dark(#f2fafc, #22384a); } .hill { fill: light-dark(#bfd8c4, #2f4f48); } .glow { fill: light-dark(#dff0ef, #ffe3a3); }
    .frame { fill: none; stroke: light-dark(#fffdf8, #6f7b7d); stroke-width: 5; } .shelf { stroke: var(--main); stroke-width: 6; stroke-linecap: round; }
    .leaf { fill: light-dark(#4f8a62, #5f9c74); } .beam { fill: #fff3cf; opacity: 0.55; }
    .leg { fill: none; stroke: light-dark(color-mix(in oklab, var(--main) 55%, #12191b), color-mix(in oklab, var(--main) 60%, #8a9496)); stroke-width: 6; stroke-linecap: round; }
    .line { stroke: light-dark(#3a4548, #93a0a2); stroke-width: 2.5; } .thin { fill: none; stroke: light-dark(#3a4548, #7b888a); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }
    .drawer { fill: color-mix(in oklab, var(--main) 78%, #000); } .text { fill: none; stroke: color-mix(in oklab, var(--main) 70%, #fff); stroke-width: 4; stroke-linecap: round; }
    .shade { fill: #0b1416; opacity: 0.13; } .halo { fill: var(--pop); opacity: 0.28; } .dim { fill: #12191b; opacity: 0.42; }
    .skin { fill: #e3b18d; } .skin-shade { fill: #cf9873; } .hair { fill: #33282a; } .eye { stroke: #33282a; stroke-width: 5; stroke-linecap: round; } .smile { fill: none; stroke: #8e4b3c; stroke-width: 4; stroke-linecap: round; } .collar { fill: none; stroke: color-mix(in oklab, var(--main) 65%, #fff); stroke-width: 6; stroke-linecap: round; stroke-linejoin: round; }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Picture {
  readonly photo = input<Schema<'ResourcePhoto'> | null | undefined>(null);
  readonly kind = input.required<Schema<'ResourceKind'>>();
  /** Gives the drawing its colours and what is on the wall. */
  readonly seed = input.required<string>();
  /** For the picture that is seen first. */
  readonly eager = input(false);
  private readonly hash = computed(() => [...this.seed()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7));
  protected readonly room = computed(() => ROOMS[this.hash() % ROOMS.length]);
  protected readonly wall = computed(() => Math.floor(this.hash() / ROOMS.length) % 3);
  protected readonly flipped = computed(() => this.kind() !== 'virtual' && Math.floor(this.hash() / 24) % 2 === 1);
}
