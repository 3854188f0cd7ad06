// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/tour/tour_node.h"

#include <sys/stat.h>

namespace alula::test {

namespace {
constexpr const char* kLobbyId = "22222222-2222-4333-8444-555555555555";
constexpr const char* kCreativeId = "33333333-2222-4333-8444-555555555555";
constexpr const char* kNewId = "44444444-2222-4333-8444-555555555555";

std::string configFor(const PanelStandIn& panel) {
    return "token: the-token-of-the-node\npanel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" + panel.options().tokenId +
           "\"\n  token: \"" + panel.options().token + "\"\n";
}
std::string essentials(int version) {
    std::string text = "# Essentials\nops-name-color: '4'\nnickname-prefix: '~'\nmax-nick-length: 15\n";
    text += "teleport-cooldown: " + std::to_string(version) + "\n";
    for (int i = 0; i < 20; ++i) text += "kit-" + std::to_string(i) + ": { delay: " + std::to_string(10 * i) + " }\n";
    if (version > 3) text += "heal-cooldown: 60\n";
    return text;
}
} // namespace

TourNode::TourNode() {
    m_panel.addServer({kServer, "Survival", 20'480});
    m_panel.addServer({kLobbyId, "Lobby", 4'096});
    m_panel.addServer({kCreativeId, "Creative", 10'240});
    m_panel.addServer({kNewId, "New world", 4'096});
    m_daemon = std::make_unique<RealDaemon>(configFor(m_panel));
    layOut();
    m_console = m_daemon->console();
    makeHistory();
}

ServerId TourNode::lobby() const { return *ServerId::parse(kLobbyId); }

void TourNode::layOut() {
    std::vector<Item> files = {file("server.properties", "motd=Welcome to Survival\nmax-players=40\n"),
                               file("plugins/Essentials/config.yml", essentials(1)),
                               file("world/level.dat", 2'150),
                               file("banned-players.json", "[]\n"),
                               softlink("latest.log", "logs/latest.log"),
                               file("logs/latest.log", 65'000).text()};
    for (int i = 0; i < 24; ++i)
        files.push_back(file("world/region/r." + std::to_string(i % 5) + "." + std::to_string(i / 5) + ".mca",
                             400'000 + static_cast<std::size_t>(i) * 9'000));
    for (int i = 0; i < 40; ++i) files.push_back(file("world/playerdata/player-" + std::to_string(i) + ".dat", 1'900));
    tree(files).materialise(m_daemon->volume());
    if (const char* world = std::getenv("ALULA_TOUR_WORLD")) {
        std::filesystem::copy(world, m_daemon->volume() + "/luanti",
                              std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks);
    }
    smallServer().materialise(m_daemon->path(std::string("volumes/") + kLobbyId));
    tree({file("world/region/r.0.0.mca", 3'000'000), file("server.properties", "motd=Creative\n")})
        .materialise(m_daemon->path(std::string("volumes/") + kCreativeId));
    tree({file("server.properties", "motd=New\n")}).materialise(m_daemon->path(std::string("volumes/") + kNewId));
}

BackupId TourNode::backUp(const ServerId& server, const std::string& note) {
    protocol::CreateParams params;
    params.server = server;
    params.note = note;
    const auto started = m_console->call(protocol::kBackupsCreate, params);
    if (!started) throw std::runtime_error(started.error().toString());
    (void)m_console->ended(started->job);
    return *started->backup;
}

void TourNode::makeHistory() {
    const std::string volume = m_daemon->volume();
    const ServerId creative = *ServerId::parse(kCreativeId);
    for (int i = 1; i <= 6; ++i) {
        writeFile(volume + "/plugins/Essentials/config.yml", essentials(i));
        writeFile(volume + "/world/playerdata/visitor-" + std::to_string(i) + ".dat",
                  std::string(1'000 + static_cast<std::size_t>(i), 'v'));
        if (i == 4) std::filesystem::remove(volume + "/banned-players.json");
        m_before = m_newest;
        m_newest = backUp(survival(), i == 3 ? "before the 1.21 update" : "");
        if (i == 3) (void)m_console->call(protocol::kBackupsPin, {m_newest, true});
        if (i % 2 == 0) (void)backUp(lobby());
    }
    const BackupId damaged = backUp(creative);
    const std::string archive = m_daemon->path(std::string("backups/") + kCreativeId + "/" + damaged.toString() + ".tar.gz");
    std::string bytes = readFile(archive);
    bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 0x55);
    writeFile(archive, bytes);
    const auto verify = m_console->call(protocol::kBackupsVerify, {damaged});
    if (verify) (void)m_console->ended(verify->job);
    // One with warnings: what cannot be backed up is named.
    (void)::mkfifo((m_daemon->path(std::string("volumes/") + kLobbyId) + "/console.pipe").c_str(), 0600);
    (void)backUp(lobby());
    // One that fails: its folder is gone.
    std::filesystem::remove_all(m_daemon->path(std::string("volumes/") + kNewId));
    (void)backUp(*ServerId::parse(kNewId));
    writeFile(volume + "/plugins/Essentials/config.yml", essentials(9));
    writeFile(volume + "/world/griefed.txt", "x");
}

JobId TourNode::startSlowBackup() {
    protocol::SetLimitsParams limits;
    limits.readMibPerSecond = 0.2;
    limits.writeMibPerSecond = 0.2;
    (void)m_console->call(protocol::kSetLimits, limits);
    const auto started = m_console->call(protocol::kBackupsCreate, {survival(), {}, {}});
    if (!started) throw std::runtime_error(started.error().toString());
    return started->job;
}

} // namespace alula::test
