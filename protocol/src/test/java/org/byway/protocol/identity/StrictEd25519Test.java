package org.byway.protocol.identity;

final class StrictEd25519Test extends SignatureCheckContract {
    @Override
    protected SignatureCheck check(int rememberedKeys) {
        return new StrictEd25519(rememberedKeys);
    }
}
