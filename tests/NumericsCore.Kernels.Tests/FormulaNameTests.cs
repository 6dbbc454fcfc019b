using System.Runtime.InteropServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>What a device could not be handed by value, or a file would not have, is refused by name; the rest passes.</summary>
public class FormulaNameTests
{
    [Theory]
    [InlineData(typeof(Exp), "Exp")]
    [InlineData(typeof(Composed<Exp, Composed<Gelu, Tanh>>), "Composed<Exp, Composed<Gelu, Tanh>>")]
    public void A_type_is_called_what_CSharp_writes(Type type, string expected) => Assert.Equal(expected, FormulaName.Of(type));

    [Fact]
    public void A_field_with_a_reference_is_named()
    {
        Assert.Contains("'Text' of type String", Refused(() => FormulaName.RequireValues<NumberAndText>("formula")).Message, StringComparison.Ordinal);
        Assert.Contains("'Inner' of type NumberAndText", Refused(() => FormulaName.RequireValues<NestedText>("formula")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_a_struct_whose_fields_have_no_order()
    {
        Assert.Contains("'Pair' of type ValueTuple<Byte, Byte>", Refused(() => FormulaName.RequireValues<TinyTuple>("formula")).Message, StringComparison.Ordinal);
        Assert.Contains("'Pair' of type ValueTuple<Byte, Byte>", Refused(() => FormulaName.RequireValues<NestedTuple>("formula")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_structs_of_them_are_taken()
    {
        FormulaName.RequireValues<Exp>("formula");
        FormulaName.RequireValues<Numbers>("formula");
        FormulaName.RequireValues<NestedNumbers>("formula");
    }

    [Fact]
    public void Values_that_files_would_not_have_are_refused()
    {
        Assert.Contains("The formula OneByte holds values", Refused(() => FormulaName.RequireNoValues<OneByte>("formula")).Message, StringComparison.Ordinal);
        Refused(() => FormulaName.RequireNoValues<NumberAndText>("formula"));
        Refused(() => FormulaName.RequireNoValues<JustEnum>("formula"));
        Refused(() => FormulaName.RequireNoValues<NestedNumbers>("formula"));
        FormulaName.RequireNoValues<Exp>("formula");
        FormulaName.RequireNoValues<Composed<Exp, Composed<Gelu, Tanh>>>("formula");
    }

    /// <summary>As after trimming.</summary>
    [Fact]
    public void A_struct_whose_fields_have_no_names_is_known_by_its_size() => Refused(() => FormulaName.RequireNoValues<Unnamed>("formula"));

    private static ArgumentException Refused(Action require) => Assert.Throws<ArgumentException>("formula", require);

#pragma warning disable CS0649, CA1823 // only the types of fields count
    private struct NumberAndText
    {
        public int Count;
        public Numbers More;
        public string Text;
    }

    private struct NestedText
    {
        public FormulaValue Value;
        public NumberAndText Inner;
    }

    private struct TinyTuple
    {
        public (byte, byte) Pair;
    }

    private struct NestedTuple
    {
        public Numbers First;
        public TinyTuple Inner;
    }

    private struct Numbers
    {
        public int Count;
        public FormulaValue Value;
        public DayOfWeek Day;
    }

    private struct NestedNumbers
    {
        public Numbers First;
        public double Second;
    }

    private struct OneByte
    {
        public byte Value;
    }

    private struct JustEnum
    {
        public DayOfWeek Day;
    }
#pragma warning restore CS0649, CA1823

    [StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 2)]
    private struct Unnamed;
}
