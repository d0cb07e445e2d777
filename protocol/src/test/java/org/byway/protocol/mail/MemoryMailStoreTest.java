package org.byway.protocol.mail;

/** The contract, for the store in memory. */
class MemoryMailStoreTest extends MailStoreContract {
    @Override
    protected MailStore open() {
        return new MemoryMailStore();
    }

    @Override
    protected MailStore crash(MailStore running) {
        return ((MemoryMailStore) running).crash();
    }
}
