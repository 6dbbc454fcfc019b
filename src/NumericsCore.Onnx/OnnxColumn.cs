namespace NumericsCore.Onnx;

/// <summary>A column of a table as an input of its own, [batch, 1], which the graph turns into features.</summary>
public sealed class OnnxColumn
{
    private readonly string[] _categories;

    private OnnxColumn(string name, double mean, double scale, string[] categories)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Mean = mean;
        Scale = scale;
        _categories = categories;
    }

    /// <summary>The name of the input.</summary>
    public string Name { get; }

    /// <summary>Whether the input takes text and gives a feature for each category.</summary>
    public bool IsOneHot => _categories.Length > 0;

    /// <summary>What is subtracted from a number.</summary>
    public double Mean { get; }

    /// <summary>What a number is then divided by.</summary>
    public double Scale { get; }

    /// <summary>The categories of text, each a feature; empty for a column of numbers.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>How many features the column gives.</summary>
    public int Width => Math.Max(1, _categories.Length);

    /// <summary>A column of numbers: one float64 input and one feature, (x - mean) / scale.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="mean">What to subtract; finite.</param>
    /// <param name="scale">What to divide by; finite and above 0.</param>
    /// <exception cref="ArgumentException">The name is empty, or a number is out of its range.</exception>
    public static OnnxColumn Number(string name, double mean = 0, double scale = 1)
    {
        OnnxScaling.Check(mean, scale, $"column '{name}'");
        return new(name, mean, scale, []);
    }

    /// <summary>A column of text: one string input and, for each category, a feature that is 1 where the text is that category and 0 elsewhere; all are 0 for any other text.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="categories">At least one, all different.</param>
    /// <exception cref="ArgumentException">The name is empty, there is no category, or one is null or comes twice.</exception>
    public static OnnxColumn OneHot(string name, params IReadOnlyList<string> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (categories.Count == 0) throw new ArgumentException($"Column '{name}' has no categories; expected at least one.", nameof(categories));
        if (categories.Any(static category => category is null)) throw new ArgumentException($"A category of column '{name}' is null.", nameof(categories));
        if (categories.GroupBy(static category => category, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Column '{name}' has the category '{twice.Key}' twice.", nameof(categories));
        return new(name, 0, 1, [.. categories]);
    }
}
