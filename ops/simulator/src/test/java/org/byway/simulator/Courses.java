package org.byway.simulator;

import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Lifecycle;
import org.byway.protocol.payment.PayCourse;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.step.Course;
import org.byway.protocol.tab.TabCourse;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.terms.TermsCourse;
import org.byway.protocol.terms.TermsState;

/** By which rules somebody's program finds how matters stand: those of the program, unless a mistake is planted. */
record Courses(Course<DealState> deals, Course<TabState> tabs, Course<TermsState> terms, Course<PayState> pays) {
    static final Courses RIGHT = new Courses(Lifecycle.DEAL, TabCourse.TAB, TermsCourse.TERMS, PayCourse.PAY);
}
