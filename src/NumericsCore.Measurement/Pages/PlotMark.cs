using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>The mark of a kernel: a shape and a colour, so that it is told from others without colours, too.</summary>
internal static class PlotMark
{
    private const int Colors = 8;

    // paths around (0, 0), 5 from it
    private static readonly string[] s_shapes =
    [
        "M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z",
        "M-4.5,-4.5h9v9h-9z",
        "M0,-6L5.5,4.5h-11z",
        "M0,-6L6,0L0,6L-6,0z",
        "M0,6L5.5,-4.5h-11z",
        "M-1.8,-6h3.6v4.2h4.2v3.6h-4.2v4.2h-3.6v-4.2h-4.2v-3.6h4.2z",
        "M-6,-3L-3,-6L0,-3L3,-6L6,-3L3,0L6,3L3,6L0,3L-3,6L-6,3L-3,0z",
    ];

    /// <summary>The mark of the kernel of a number, at a place; 56 are different.</summary>
    public static void Write(HtmlText svg, int index, double x, double y, string? title = null)
    {
        svg.Open("path", ("class", $"mark c{index % Colors}"), ("d", s_shapes[index % s_shapes.Length]), ("transform", string.Create(CultureInfo.InvariantCulture, $"translate({x:0.#},{y:0.#})")));
        if (title is not null) svg.Element("title", title);
        svg.Close("path");
    }
}
