using System.Globalization;

namespace NumericsCore.Kernels;

/// <summary>A recorded call in a form that outlives its memory and can be compared: the kernel, all values handed to it, and which blocks it uses.</summary>
internal sealed class TracedCall
{
    private readonly Type _type;
    private readonly List<FieldValue> _values;
    private readonly List<Use> _uses;

    /// <param name="call">The call.</param>
    /// <param name="numberOf">The number of a block that the recording took itself; null for one that was there.</param>
    public TracedCall(RecordedCall call, Func<DeviceMemory, int?> numberOf)
    {
        _type = call.GetType();
        var uses = new UseReader(numberOf, _type.GetGenericArguments()[0].GetGenericArguments());
        call.Show(uses);
        _uses = uses.Uses;
        _values = FieldValue.Of(call);
    }

    /// <summary>The kernel, such as "Zip&lt;Multiply, Single&gt;".</summary>
    public string Name => FormulaName.Of(_type.GetGenericArguments()[1]);

    /// <summary>In what this differs from a call before, as the end of a sentence that begins with "it"; null if in nothing.</summary>
    public string? DifferenceFrom(TracedCall before)
    {
        if (_type != before._type) return $"it computes {Name} where the recorded step computed {before.Name}";
        for (int i = 0; i < _values.Count && i < before._values.Count; i++)
            if (_values[i] != before._values[i]) return $"it hands {Name} {_values[i].Path} {_values[i].Text}, and in the recorded step {before._values[i].Text}";
        if (_values.Count != before._values.Count) return $"it hands {Name} {_values.Count} values, and in the recorded step {before._values.Count}";
        for (int i = 0; i < _uses.Count && i < before._uses.Count; i++)
            if (_uses[i].DifferenceFrom(before._uses[i]) is { } difference) return $"it hands {Name} {difference}";
        return _uses.Count == before._uses.Count ? null : $"it hands {Name} {_uses.Count} operands, and in the recorded step {before._uses.Count}";
    }

    /// <summary>An operand.</summary>
    /// <param name="Name">As in messages.</param>
    /// <param name="Number">Of the block, if the recording took it.</param>
    /// <param name="Memory">The block, if it was there before.</param>
    /// <param name="Slice">The operand without its block.</param>
    /// <param name="Number64">Whether it is of float64, or of float32; null for other elements.</param>
    private sealed record Use(string Name, int? Number, DeviceMemory? Memory, OperandSlice Slice, bool? Number64)
    {
        public string? DifferenceFrom(Use before)
        {
            if (Number == before.Number && Memory == before.Memory) return null;
            if (Scalar() is { } now && before.Scalar() is { } then)
            {
                // constants that are too many to be kept are made anew with the same number
                return BitConverter.DoubleToInt64Bits(now) == BitConverter.DoubleToInt64Bits(then)
                    ? null
                    : string.Create(CultureInfo.InvariantCulture, $"the number {now:R} as {Name}, and in the recorded step {then:R}");
            }

            return Memory is not null && before.Memory is not null ? $"another tensor as {Name} than in the recorded step"
                : Memory is not null ? $"a tensor as {Name} that was there before the step, and in the recorded step one made in it"
                : before.Memory is not null ? $"a tensor as {Name} that is made in the step, and in the recorded step one that was there before"
                : $"the result of another call as {Name} than in the recorded step";
        }

        /// <summary>The one number that the operand is, if it was there before the step.</summary>
        private double? Scalar()
        {
            if (Memory is not { IsDisposed: false, Owner: null } || Slice.Length != 1 || Number64 is not { } is64) return null;
            if (is64)
            {
                Span<double> value = stackalloc double[1];
                Memory.Backend.Download(new Slice<double>(Memory, Slice.Offset, 1), value);
                return value[0];
            }

            Span<float> single = stackalloc float[1];
            Memory.Backend.Download(new Slice<float>(Memory, Slice.Offset, 1), single);
            return single[0];
        }
    }

    private sealed class UseReader(Func<DeviceMemory, int?> numberOf, Type[] elements) : OperandVisitor
    {
        public List<Use> Uses { get; } = [];

        protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use)
        {
            // what lies where nothing is read or written makes no difference
            if (slice.Memory is not { } memory || slice.Length == 0) return;
            bool? is64 = use == OperandUse.ReadsAddresses || name == "address" ? null
                : elements.Contains(typeof(double)) && elementSize == sizeof(double) ? true
                : elements.Contains(typeof(float)) && elementSize == sizeof(float) ? false
                : null;
            int? number = numberOf(memory);
            Uses.Add(new(name, number, number is null ? memory : null, slice with { Memory = null }, is64));
        }
    }
}
