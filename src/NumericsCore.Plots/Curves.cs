namespace NumericsCore.Plots;

/// <summary>Curves as they are drawn.</summary>
internal static class Curves
{
    // of the axes' lengths: what lies closer is drawn as one
    private const double Step = 0.004;
    private const int MaxPoints = 1000;

    /// <summary>A curve in the unit square without the points that nobody could tell from their neighbours.</summary>
    public static (double X, double Y)[] Thin(IReadOnlyList<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>();
        for (int i = 0; i < points.Count; i++)
            if (i == 0 || i == points.Count - 1 || Math.Abs(points[i].X - kept[^1].X) + Math.Abs(points[i].Y - kept[^1].Y) >= Step) kept.Add(points[i]);
        int every = (kept.Count + MaxPoints - 1) / MaxPoints;
        return every <= 1 ? [.. kept] : [.. kept.Where((_, i) => i % every == 0 || i == kept.Count - 1)];
    }

    /// <summary>Places of at most so many of a number of points, evenly spread.</summary>
    public static IEnumerable<int> Spread(int count, int most) => count <= most ? Enumerable.Range(0, count) : Enumerable.Range(0, most).Select(i => (int)((long)i * count / most));
}
