using System.Globalization;
using System.Text;

namespace NumericsCore;

public abstract partial class Model
{
    /// <summary>The layers as a table: name and kind, the shape of one output sample behind the batch axis, and the number of parameters; at the end the elements of frozen parameters and of buffers, if there are any.</summary>
    /// <exception cref="InvalidOperationException">The model is not built: the shapes are not known yet.</exception>
    public string Summary()
    {
        var rows = SummaryRows().ToList();
        var total = rows[^1];
        string[] head = ["Layer", "Output shape", "Parameters"];
        int name = Math.Max(head[0].Length, rows.Max(static row => row.Layer.Length));
        int shape = Math.Max(head[1].Length, rows.Max(static row => row.OutputShape.Length));
        var text = new StringBuilder();
        AppendRow(head[0], head[1], head[2]);
        text.AppendLine(new string('─', name + shape + 16));
        foreach (var row in rows.SkipLast(1)) AppendRow(row.Layer, row.OutputShape, Thousands(row.Parameters));
        text.AppendLine(new string('─', name + shape + 16));
        AppendRow(total.Layer, "", Thousands(total.Parameters));
        long frozen = Parameters.Where(static parameter => !parameter.IsTrainable).Sum(static parameter => parameter.ElementCount);
        if (frozen > 0) AppendRow("Frozen", "", Thousands(frozen));
        long buffers = Buffers.Sum(static buffer => buffer.ElementCount);
        if (buffers > 0) AppendRow("Buffers", "", Thousands(buffers));
        return text.ToString().ReplaceLineEndings("\n").TrimEnd('\n');

        void AppendRow(string layer, string output, string parameters) =>
            text.AppendLine($"{layer.PadRight(name)}  {output.PadRight(shape)}  {parameters,12}");
    }

    /// <summary>The rows of <see cref="Summary"/>: each inner layer, then the total.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public IEnumerable<(string Layer, string OutputShape, long Parameters)> SummaryRows()
    {
        if (!IsBuilt) throw new InvalidOperationException("The model is not built, so its shapes are not known. Call Build with the shape of one sample, or Fit.");
        return Rows();

        IEnumerable<(string, string, long)> Rows()
        {
            var names = LayerNames.Of(Children);
            for (int i = 0; i < names.Count; i++)
            {
                var layer = Children[i];
                string shape = layer.OutputShape is { } output ? $"[*{string.Concat(output.Select(static extent => $", {extent}"))}]" : "";
                yield return ($"{names[i]} ({layer.GetType().Name})", shape, Count(layer));
            }

            yield return ("Total", "", Count(this));
        }

        static long Count(Layer layer) => layer.Parameters.Sum(static parameter => parameter.ElementCount);
    }

    private static string Thousands(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
