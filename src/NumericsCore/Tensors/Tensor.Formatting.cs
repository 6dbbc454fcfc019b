using System.Text;

namespace NumericsCore;

public partial class Tensor
{
    private const int EdgeItems = 3;
    private const int SummarizeAbove = 1000;

    /// <summary>Shape and element type, then the elements in nested brackets with six significant digits, aligned; of a long axis only both ends.</summary>
    /// <remarks>The text is the same in every culture.</remarks>
    public override string ToString() => ToString(null, null);

    /// <summary>
    /// As <see cref="ToString()"/>, with the elements in a format of one's own, and then in a culture of one's own. Without a format the culture
    /// changes nothing, because writers such as the console's pass the current one unasked.
    /// </summary>
    /// <param name="format">A format of .NET for real numbers, such as F3 or E2; G for as many digits as tell an element from its neighbours; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one. Where the comma is its decimal point, a semicolon stands between elements.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var style = new NumberText(format, formatProvider);
        string head = $"Tensor {Shape} {ElementType.Name()}" + (Device == Device.Cpu ? "" : $" on {Device}");
        if (_memory.IsDisposed) return head + " (disposed)";

        if (!_memory.IsReadable) ThrowUnreadable();
        bool isLong = PrintedWhole(Shape) > SummarizeAbove;
        // the first pass only reads and measures, so that the second can align
        var numbers = new Queue<string>();
        var window = new PrintedWindow(this);
        Render(new StringBuilder(), 0, 0, isLong, style.Separator, offset =>
        {
            string number = Number(window[offset], style);
            numbers.Enqueue(number);
            return number;
        });
        int width = numbers.Count == 0 ? 0 : numbers.Max(static number => number.Length);
        var text = new StringBuilder(head).Append(Rank < 2 ? ' ' : '\n');
        Render(text, 0, 0, isLong, style.Separator, _ => numbers.Dequeue().PadLeft(width));
        return text.ToString();
    }

    private string Number(double value, NumberText style)
    {
        if (!style.IsUsual) return ElementType == ElementType.Float32 ? style.Of((float)value) : style.Of(value);
        string text = style.Of(value, "G6");
        return text == "-0" ? "0" : text;
    }

    /// <summary>What all elements in brackets would take; of a tensor without elements the empty brackets count, which may be many.</summary>
    private static double PrintedWhole(Shape shape)
    {
        double count = 1;
        foreach (int extent in shape) count *= Math.Max(1, extent);
        return count;
    }

    private void Render(StringBuilder text, int axis, long offset, bool isLong, string between, Func<long, string> element)
    {
        if (axis == Rank)
        {
            text.Append(element(offset));
            return;
        }

        string separator = axis == Rank - 1 ? between : between.TrimEnd() + "\n" + new string(' ', axis + 1);
        int extent = Shape[axis];
        long stride = Shape.Product(axis + 1, Rank);
        bool shorten = isLong && extent > 2 * EdgeItems;
        text.Append('[');
        for (int i = 0; i < extent; i++)
        {
            if (i > 0) text.Append(separator);
            if (shorten && i == EdgeItems)
            {
                text.Append("...").Append(separator);
                i = extent - EdgeItems;
            }

            Render(text, axis + 1, offset + i * stride, isLong, between, element);
        }

        text.Append(']');
    }

    /// <summary>The elements by offset, ascending: a window that moves over them, because few of a large tensor's are printed.</summary>
    private sealed class PrintedWindow(Tensor tensor)
    {
        private double[] _values = [];
        private long _start;

        public double this[long offset]
        {
            get
            {
                if (offset >= _start + _values.Length)
                {
                    _start = offset;
                    int length = (int)Math.Min(SummarizeAbove, tensor.ElementCount - offset);
                    _values = ViewOf(tensor._memory, tensor._offset + (nint)offset, tensor.Device, tensor.ElementType, [length]).ToDoubleArray();
                }

                return _values[offset - _start];
            }
        }
    }
}
