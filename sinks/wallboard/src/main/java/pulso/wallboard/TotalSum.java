package pulso.wallboard;

import pulso.schemas.kpi.QueueFigures;

/** The sum of several queues, growing. */
record TotalSum(OpenCount open, QueueFigures figures) {
    void add(OpenCount moreOpen, QueueFigures moreFigures) {
        open.add(moreOpen);
        figures.add(moreFigures);
    }
}
