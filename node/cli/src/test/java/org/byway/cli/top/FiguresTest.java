package org.byway.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Prometheus's text, read as far as it is needed. */
class FiguresTest {
    private final Figures figures = Figures.parse("""
            # HELP byway_records_stored_total Records that stood and are on disk
            # TYPE byway_records_stored_total counter
            byway_records_stored_total 120.0
            byway_records_stored_total_more 7.0
            byway_http_requests_seconds_count{operation="getNode",status="200"} 3
            byway_http_requests_seconds_count{operation="a } b",status="404"} 2.5e1
            byway_commit_seconds{quantile="0.5"} 0.0012
            byway_commit_seconds{quantile="0.99"} NaN
            jvm_memory_max_bytes{area="heap",id="Eden"} +Inf
            byway_disk_free_bytes 1.5E9 1700000000000

            nonsense
            {} {
            """);

    @Test
    void aNameIsSummedOverItsLabels() {
        assertEquals(120, figures.sum("byway_records_stored_total"));
        assertEquals(28, figures.sum("byway_http_requests_seconds_count"));
        assertEquals(1.5e9, figures.sum("byway_disk_free_bytes"));
        assertEquals(0, figures.sum("byway_nothing"));
    }

    @Test
    void aLabelChoosesItsSeries() {
        assertEquals(0.0012, figures.sum("byway_commit_seconds", "quantile=\"0.5\""));
        assertEquals(0, figures.sum("byway_commit_seconds", "quantile=\"0.99\""), "what is no number is no figure");
        assertEquals(3, figures.sum("byway_http_requests_seconds_count", "status=\"200\""));
    }
}
