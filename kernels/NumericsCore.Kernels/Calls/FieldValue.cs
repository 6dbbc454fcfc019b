using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace NumericsCore.Kernels;

/// <summary>A number, or another value, that lies in the fields of a recorded call or of a formula.</summary>
/// <param name="Path">The names of the fields that lead to it, with dots between.</param>
/// <param name="Value">The value: numbers are kept as bits.</param>
/// <param name="Text">The value for people.</param>
internal readonly record struct FieldValue(string Path, object Value, string Text)
{
    /// <summary>Whether it is a number that is none.</summary>
    public bool IsNaN => Text == "NaN";

    /// <summary>All values that a call or a formula holds, but for the memory of operands.</summary>
    public static List<FieldValue> Of(object owner)
    {
        var values = new List<FieldValue>();
        AddFields(values, "", owner);
        return values;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A trimmed program may find fewer fields, and then compares fewer values.")]
    private static void AddFields(List<FieldValue> values, string path, object owner)
    {
        foreach (var field in owner.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            string name = NameOf(field);
            // what a call consists of is no name of the user's
            string here = owner is RecordedCall ? "" : path.Length == 0 ? name : $"{path}.{name}";
            Add(values, here, field.GetValue(owner));
        }
    }

    private static void Add(List<FieldValue> values, string path, object? value)
    {
        switch (value)
        {
            case null or DeviceMemory or Backend:
                break;
            case double number:
                values.Add(new(path, BitConverter.DoubleToInt64Bits(number), number.ToString("R", CultureInfo.InvariantCulture)));
                break;
            case float number:
                values.Add(new(path, BitConverter.SingleToInt32Bits(number), number.ToString("R", CultureInfo.InvariantCulture)));
                break;
            case FormulaValue number:
                values.Add(new(path, number.DoubleBits, number.Double.ToString("R", CultureInfo.InvariantCulture)));
                break;
            case StridedShape.AxisValues axes:
                for (int axis = 0; axis < StridedShape.MaxRank; axis++) Add(values, string.Create(CultureInfo.InvariantCulture, $"{path}[{axis}]"), axes[axis]);
                break;
            case ReadOnlyMemory<UpdateSegment> segments:
                for (int i = 0; i < segments.Length; i++) AddFields(values, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), segments.Span[i]);
                break;
            case ValueType when !value.GetType().IsPrimitive && !value.GetType().IsEnum:
                AddFields(values, path, value);
                break;
            default:
                values.Add(new(path, value, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }

    /// <summary>A field's name without what compilers add: eta of &lt;eta&gt;P.</summary>
    private static string NameOf(FieldInfo field)
    {
        string name = field.Name;
        return name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : name.TrimStart('_');
    }
}
