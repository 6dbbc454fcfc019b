using System.Globalization;
using System.Text;

namespace NumericsCore;

public partial class Tensor
{
    private const int EdgeItems = 3;
    private const int SummarizeAbove = 1000;

    /// <summary>Shape and element type, then the elements in nested brackets with six significant digits, aligned; of a long axis only both ends.</summary>
    public override string ToString()
    {
        string head = $"Tensor {Shape} {ElementType.Name()}" + (Device == Device.Cpu ? "" : $" on {Device}");
        if (_memory.IsDisposed) return head + " (disposed)";

        double[] values = ToDoubleArray();
        int width = 0;
        // the first pass only measures, so that the second can align
        Render(new StringBuilder(), 0, 0, offset =>
        {
            string number = Number(values[offset]);
            width = Math.Max(width, number.Length);
            return number;
        });
        var text = new StringBuilder(head).Append(Rank < 2 ? ' ' : '\n');
        Render(text, 0, 0, offset => Number(values[offset]).PadLeft(width));
        return text.ToString();
    }

    private static string Number(double value)
    {
        string text = value.ToString("G6", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private void Render(StringBuilder text, int axis, long offset, Func<long, string> element)
    {
        if (axis == Rank)
        {
            text.Append(element(offset));
            return;
        }

        string separator = axis == Rank - 1 ? ", " : ",\n" + new string(' ', axis + 1);
        int extent = Shape[axis];
        long stride = Shape.Product(axis + 1, Rank);
        bool shorten = ElementCount > SummarizeAbove && extent > 2 * EdgeItems;
        text.Append('[');
        for (int i = 0; i < extent; i++)
        {
            if (i > 0) text.Append(separator);
            if (shorten && i == EdgeItems)
            {
                text.Append("...").Append(separator);
                i = extent - EdgeItems;
            }

            Render(text, axis + 1, offset + i * stride, element);
        }

        text.Append(']');
    }
}
