package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'doing':'streaming','since':61000,'came':1200,'of':1000000} | 'taking what it holds: 1,200 of 1,000,000 records, since 00:01:01'",
                "{'doing':'comparing','since':61000,'comparedAt':1000} | 'comparing, since 00:01:01'",
                "{'doing':'nothing','comparedAt':3600000,'differing':12} | 'compared at 01:00:00: 12 differed'",
                "{'doing':'nothing','comparedAt':null,'differing':0} | ''",
                "{'doing':'something else'} | ''",
                "null | ''",
                "{} | ''"
            })
    void tellsPeople(String repair, String line) throws JsonProcessingException {
        String json = repair.replace("''", "\"").replace('\'', '"');
        assertEquals(line, RepairLine.of(new ObjectMapper().readTree(json), ZoneOffset.UTC));
    }
}
