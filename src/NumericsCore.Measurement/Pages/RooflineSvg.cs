using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>The roofline of a device as SVG: operations a second over operations a byte, both logarithmic, below the two measured ceilings.</summary>
internal sealed class RooflineSvg
{
    private const double LineHeight = 14;
    private const double LetterWidth = 6.6;
    private const double HalfLetter = 4;
    private const double MarkRadius = 5;
    private const double Left = 58;
    private const double Top = 14;
    private const double Bottom = 44;

    private readonly DeviceRecord _device;
    private readonly bool _isWide;
    private readonly HtmlText _svg = new();

    // what names keep clear of, by base lines: marks and other names
    private readonly List<(double X, double Y, double Width)> _taken = [];
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;

    private RooflineSvg(DeviceRecord device, bool isWide)
    {
        (_device, _isWide) = (device, isWide);
        var points = device.Entries.Where(RooflinePlot.IsPoint).ToList();
        _x = (Math.Log10(Math.Min(points.Min(RooflinePlot.Intensity), Ridge) / 2), Math.Log10(Math.Max(points.Max(RooflinePlot.Intensity), Ridge) * 3));
        _y = (Math.Log10(points.Min(RooflinePlot.Rate)) - 0.3, Math.Log10(Math.Max(Fma, points.Max(RooflinePlot.Rate))) + 0.35);
    }

    private double Copy => _device.Ceilings!.CopyBytesPerSecond!.Value;

    private double Fma => _device.Ceilings!.FmaFlopsPerSecond!.Value;

    private double Ridge => Fma / Copy;

    private double Width => _isWide ? 760 : 350;

    private double Height => _isWide ? 440 : 320;

    // of wide ones, names stand beside the marks
    private double Right => _isWide ? 110 : 18;

    /// <summary>The kernels of a device that are points of its roofline, in the order of their marks.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<EntryRecord> Entries)> Kernels(DeviceRecord device) =>
    [
        .. device.Entries.Where(RooflinePlot.IsPoint).GroupBy(static entry => string.Join(", ", new[] { entry.Kernel, entry.Parameters, entry.Peer }.OfType<string>()))
            .Select(static kernel => (kernel.Key, (IReadOnlyList<EntryRecord>)[.. kernel])),
    ];

    /// <summary>The picture.</summary>
    /// <param name="device">A device that <see cref="RooflinePlot.CanDraw"/>.</param>
    /// <param name="isWide">For a screen of 760 pixels and more, with names beside the marks; else of 350.</param>
    public static string Of(DeviceRecord device, bool isWide) => new RooflineSvg(device, isWide).Draw();

    private string Draw()
    {
        _svg.Open("svg", ("class", _isWide ? "wide" : "narrow"), ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}")), ("role", "img"), ("aria-label", $"Roofline of {_device.Name}: operations a second over operations a byte; the table below has the numbers"));
        Axes();
        Roof();
        var kernels = Kernels(_device);
        for (int i = 0; i < kernels.Count; i++)
        {
            foreach (var entry in kernels[i].Entries)
            {
                _taken.Add((X(RooflinePlot.Intensity(entry)) - MarkRadius, Y(RooflinePlot.Rate(entry)) + HalfLetter, 2 * MarkRadius));
                PlotMark.Write(_svg, i, X(RooflinePlot.Intensity(entry)), Y(RooflinePlot.Rate(entry)), $"{kernels[i].Name} {entry.Size}: {Quantity.Rate(RooflinePlot.Rate(entry))} at {Quantity.Number(RooflinePlot.Intensity(entry))} operations a byte");
            }
        }

        if (_isWide)
        {
            // from the top, so that a name that has to give way goes down
            foreach (var (name, entries) in kernels.OrderByDescending(static kernel => kernel.Entries.Max(RooflinePlot.Rate)))
            {
                var highest = entries.MaxBy(RooflinePlot.Rate)!;
                Label(name, X(RooflinePlot.Intensity(highest)), Y(RooflinePlot.Rate(highest)));
            }
        }

        return _svg.Close("svg").ToString();
    }

    private void Axes()
    {
        for (int power = (int)Math.Ceiling(_x.Low); power <= _x.High; power++)
        {
            double x = X(Math.Pow(10, power));
            Line("grid", x, Top, x, Height - Bottom);
            Text("tick middle", x, Height - Bottom + 16, Math.Pow(10, power).ToString("0.######", CultureInfo.InvariantCulture));
        }

        for (int power = (int)Math.Ceiling(_y.Low); power <= _y.High; power++)
        {
            double y = Y(Math.Pow(10, power));
            Line("grid", Left, y, Width - Right, y);
            Text("tick end", Left - 6, y + 4, Quantity.Scaled(Math.Pow(10, power)));
        }

        Text("axis middle", (Left + Width - Right) / 2, Height - 8, "float32 operations a byte");
        _svg.Element("text", "operations a second", ("class", "axis middle"), ("transform", string.Create(CultureInfo.InvariantCulture, $"translate(12,{(Top + Height - Bottom) / 2:0.#}) rotate(-90)")));
    }

    private void Roof()
    {
        double left = Math.Pow(10, Math.Max(_x.Low, _y.Low - Math.Log10(Copy))), right = Math.Pow(10, _x.High);
        _svg.Open("polyline", ("class", "roof"), ("points", string.Create(CultureInfo.InvariantCulture, $"{X(left):0.#},{Y(left * Copy):0.#} {X(Ridge):0.#},{Y(Fma):0.#} {X(right):0.#},{Y(Fma):0.#}"))).Close("polyline");
    }

    /// <summary>Writes a name beside its mark, or as near as others leave room.</summary>
    private void Label(string name, double x, double y)
    {
        double width = name.Length * LetterWidth, left = Math.Min(x + 10, Width - width - 2);
        double free = Enumerable.Range(0, 40).Select(i => y + HalfLetter + (i + 1) / 2 * LineHeight * (i % 2 == 0 ? -1 : 1)).Where(line => line > Top + HalfLetter && line < Height - Bottom)
            .FirstOrDefault(line => !_taken.Exists(other => Math.Abs(other.Y - line) < LineHeight && left < other.X + other.Width + 4 && other.X < left + width + 4), y + HalfLetter);
        _taken.Add((left, free, width));
        if (Math.Abs(free - y - HalfLetter) > 1) Line("leader", x, y, left - 2, free - HalfLetter);
        Text("label", left, free, name);
    }

    private double X(double intensity) => Left + (Math.Log10(intensity) - _x.Low) / (_x.High - _x.Low) * (Width - Left - Right);

    private double Y(double rate) => Height - Bottom - (Math.Log10(rate) - _y.Low) / (_y.High - _y.Low) * (Height - Top - Bottom);

    private void Line(string kind, double x1, double y1, double x2, double y2) => _svg.Open("line", ("class", kind), ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2))).Close("line");

    private void Text(string kind, double x, double y, string text) => _svg.Element("text", text, ("class", kind), ("x", Number(x)), ("y", Number(y)));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
