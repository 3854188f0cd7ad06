// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/server_gates.h"

namespace alula {

namespace {

template <typename Gate>
class GateAdapter final : public ServerGate {
public:
    template <typename... Args>
    explicit GateAdapter(Args&&... args) : m_gate(std::forward<Args>(args)...) {}
    Result<void> stopServer(std::stop_token stop) override { return m_gate.stopServer(stop); }
    Result<bool> isStopped() override { return m_gate.isStopped(); }

private:
    Gate m_gate;
};

} // namespace

std::unique_ptr<ServerGate> gateThroughWings(WingsClient& wings, Clock& clock, const ServerId& server,
                                             const WingsGateRules& rules) {
    return std::make_unique<GateAdapter<WingsGate>>(wings, clock, server, rules);
}

std::unique_ptr<ServerGate> gateByOpenFiles(const std::string& volumePath, bool proceedWhenInUse) {
    return std::make_unique<GateAdapter<OpenFilesGate>>(volumePath, proceedWhenInUse);
}

} // namespace alula
