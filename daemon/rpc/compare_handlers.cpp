// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

#include "shared/engine/archive/compare.h"

#include <array>

namespace alula {

namespace {

protocol::EntryFacts toWire(const Comparison::Facts& facts) {
    return {entryType(facts.type), facts.mode, sayable(facts.size), Timestamp{facts.mtimeNs}};
}

protocol::ChangeTotals toWire(const Comparison::Totals& totals) {
    return {totals.added, totals.removed, totals.changed, sayable(totals.bytesBefore), sayable(totals.bytesAfter)};
}

std::vector<std::string> differenceNames(std::uint32_t bits) {
    static constexpr std::array<std::pair<Difference, const char*>, 7> kNames = {{{kDifferentType, "type"},
                                                                                  {kDifferentContents, "contents"},
                                                                                  {kDifferentMode, "mode"},
                                                                                  {kDifferentOwner, "owner"},
                                                                                  {kDifferentTime, "time"},
                                                                                  {kDifferentTarget, "target"},
                                                                                  {kDifferentAttributes, "attributes"}}};
    std::vector<std::string> names;
    for (const auto& [bit, text] : kNames) {
        if ((bits & bit) != 0) names.emplace_back(text);
    }
    return names;
}

protocol::CompareRow toWire(const Comparison::Row& row, bool recursive) {
    static constexpr std::array<const char*, 4> kChanges = {"added", "removed", "changed", "same"};
    protocol::CompareRow wire;
    wire.path.bytes = row.path;
    wire.change = kChanges.at(static_cast<std::size_t>(row.change));
    wire.differences = differenceNames(row.differences);
    if (row.before) wire.before = toWire(*row.before);
    if (row.after) wire.after = toWire(*row.after);
    const auto isDirectory = [](const auto& facts) { return facts && facts->type == EntryType::Directory; };
    if (!recursive && (isDirectory(row.before) || isDirectory(row.after))) wire.below = toWire(row.below);
    return wire;
}

Result<protocol::ComparePage> compare(const RpcServices& services, const protocol::CompareParams& p, const RpcCaller& caller) {
    ALULA_TRY(checkPath(p.path));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostRows));
    if (p.contents && !p.to && caller.role != protocol::Role::Admin) {
        return fail(ErrorCode::PermissionDenied, "you may compare sizes and times, but comparing contents reads the server's "
                                                 "files: that takes a member of the admins' group (rpc.group)");
    }
    ALULA_ASSIGN(const Compared compared,
                 services.comparer.compare({p.from, p.to, p.path.bytes, p.recursive, p.contents, p.cursor}, caller.stop));
    const Comparison::Listing listing(*compared.comparison, p.path.bytes, p.recursive);
    protocol::ComparePage page;
    page.totals = toWire(listing.totals());
    page.asOf = compared.asOf;
    PageBudget budget;
    for (auto at = compared.first; at; at = listing.next(*at)) {
        auto row = toWire(compared.comparison->row(*at), p.recursive);
        if (page.rows.size() == static_cast<std::size_t>(limit) || !budget.takes(row)) {
            page.cursor = compared.cursorAt(*at);
            break;
        }
        page.rows.push_back(std::move(row));
    }
    return page;
}

} // namespace

void addCompareHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kBackupsCompare,
                   [&services](const protocol::CompareParams& p, const RpcCaller& c) { return compare(services, p, c); });
}

} // namespace alula
