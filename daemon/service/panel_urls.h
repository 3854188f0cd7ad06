// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/panel_client.h"
#include "shared/engine/store/upload_urls.h"

#include <utility>

namespace alula {

// The panel as an upload wants to see it: joins the two rooms, which do not know each other. Any thread.
class PanelUrls final : public UploadUrlSource {
public:
    explicit PanelUrls(PanelClient& panel) : m_panel(panel) {}
    Result<UploadUrls> ask(const BackupId& backup, std::uint64_t size, std::stop_token stop) override {
        ALULA_ASSIGN(auto told, m_panel.uploadUrls(backup, size, std::move(stop)));
        return UploadUrls{std::move(told.urls), told.partSize, told.maxConcurrent};
    }

private:
    PanelClient& m_panel;
};

} // namespace alula
