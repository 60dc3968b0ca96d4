import { Directive, output, signal } from '@angular/core';

/** Where files can be dropped; has the class `over` while some hang above it. */
@Directive({
  selector: '[pDropFiles]',
  host: { '[class.over]': 'over()', '(dragover)': 'land($event)', '(dragleave)': 'over.set(false)', '(drop)': 'drop($event)' },
})
export class DropFiles {
  readonly pDropFiles = output<FileList>();
  protected readonly over = signal(false);

  protected land(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.over.set(true);
  }

  protected drop(event: DragEvent): void {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.over.set(false);
    this.pDropFiles.emit(event.dataTransfer.files);
  }
}
