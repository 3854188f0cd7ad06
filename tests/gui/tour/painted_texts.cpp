// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/tour/painted_texts.h"

#include <QtGui/QPaintDevice>
#include <QtGui/QPaintEngine>
#include <QtWidgets/QWidget>

namespace alula::test {

namespace {
// Draws nothing, and notes every text.
class TextNotes final : public QPaintEngine {
public:
    TextNotes() : QPaintEngine(AllFeatures) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF&, const QTextItem& item) override { texts << item.text(); }
    Type type() const override { return User; }
    QStringList texts;
};

class NotePad final : public QPaintDevice {
public:
    explicit NotePad(const QWidget& like) : m_like(like) {}
    QPaintEngine* paintEngine() const override { return &m_engine; }
    const QStringList& texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric what) const override {
        switch (what) {
        case PdmWidth: return m_like.width();
        case PdmHeight: return m_like.height();
        case PdmWidthMM: return m_like.widthMM();
        case PdmHeightMM: return m_like.heightMM();
        case PdmDpiX:
        case PdmPhysicalDpiX: return m_like.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY: return m_like.logicalDpiY();
        case PdmDepth: return 32;
        case PdmNumColors: return 1 << 24;
        default: return QPaintDevice::metric(what);
        }
    }

private:
    const QWidget& m_like;
    mutable TextNotes m_engine;
};
} // namespace

QStringList paintedTexts(QWidget* widget) {
    NotePad pad(*widget);
    widget->render(&pad, {}, {}, {});
    return pad.texts();
}

} // namespace alula::test
