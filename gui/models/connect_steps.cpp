// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/connect_steps.h"

#include <QtCore/QCoreApplication>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
struct Connect {
    Q_DECLARE_TR_FUNCTIONS(connect)
};

// The step that this kind of trouble stops at.
enum Stop : std::uint8_t { AtSsh, AtAlulactl, AtGroup, AtDaemon, AtVersion };
Stop stopOf(const Node& node, Trouble::Kind kind) {
    switch (kind) {
    case Trouble::Kind::SshRefused:
    case Trouble::Kind::SshFailed: return AtSsh;
    case Trouble::Kind::NotInstalled: return AtAlulactl;
    case Trouble::Kind::NotAllowed: return AtGroup;
    case Trouble::Kind::NotRunning: return AtDaemon;
    case Trouble::Kind::OtherVersion: return AtVersion;
    case Trouble::Kind::Lost: break;
    }
    return node.address().way == NodeAddress::Way::Ssh ? AtSsh : AtDaemon;
}
} // namespace

std::vector<ConnectStep> connectSteps(const Node& node) {
    const std::vector<std::pair<Stop, QString>> all = {{AtSsh, u"ssh"_s},
                                                       {AtAlulactl, u"alulactl"_s},
                                                       {AtGroup, Connect::tr("group alula")},
                                                       {AtDaemon, Connect::tr("daemon")},
                                                       {AtVersion, Connect::tr("version")}};
    const bool local = node.address().way == NodeAddress::Way::Local;
    const bool failed = !node.isOnline() && node.trouble() && node.state() != Node::State::Connecting;
    std::vector<ConnectStep> steps;
    for (const auto& [stop, name] : all) {
        if (local && stop < AtGroup) continue;
        ConnectStep step{name};
        if (node.isOnline() || (failed && stop < stopOf(node, node.trouble()->kind))) step.state = ConnectStep::State::Passed;
        else if (failed && stop == stopOf(node, node.trouble()->kind)) step.state = ConnectStep::State::Failed;
        steps.push_back(step);
    }
    return steps;
}

} // namespace alula::gui
