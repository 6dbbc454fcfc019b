using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The rule of a group, for parameters that took no part in some of the optimizer's steps.</summary>
/// <param name="Group">The group.</param>
/// <param name="Missed">Steps without them, which do not count in their t.</param>
internal readonly record struct UpdateRow(int Group, long Missed)
{
    /// <summary>The rows without repetition, in their order.</summary>
    public static UpdateRow[] Distinct(UpdateRow[] rows)
    {
        // loops over arrays: the framework's methods over a struct of ours would be compiled before the first step
        var distinct = new UpdateRow[rows.Length];
        int count = 0;
        foreach (var row in rows)
            if (IndexIn(distinct, row, count) < 0)
                distinct[count++] = row;
        var exact = new UpdateRow[count];
        Array.Copy(distinct, exact, count);
        return exact;
    }

    /// <summary>Where a row is among the first others; -1 if it is not.</summary>
    public static int IndexIn(UpdateRow[] rows, UpdateRow row, int count)
    {
        for (int i = 0; i < count; i++)
            if (rows[i] == row)
                return i;
        return -1;
    }
}

/// <summary>Which parameters a step updates, and with which rule: what a recorded step repeats.</summary>
internal sealed class UpdatePlan
{
    private readonly UpdateRow[] _rowOf;

    private UpdatePlan(UpdateRow[] rows, UpdateRow[] rowOf, bool[] updates, ReadOnlyMemory<UpdateSegment> segments)
    {
        Rows = rows;
        _rowOf = rowOf;
        Updates = updates;
        Segments = segments;
    }

    /// <summary>The rules, as they lie in device memory.</summary>
    public UpdateRow[] Rows { get; }

    /// <summary>Whether each parameter is updated.</summary>
    public bool[] Updates { get; }

    /// <summary>Runs of neighbouring parameters of one rule.</summary>
    public ReadOnlyMemory<UpdateSegment> Segments { get; }

    /// <summary>Plans the update of the trainable parameters that have a gradient.</summary>
    /// <param name="parameters">The parameters of the buffer.</param>
    /// <param name="rows">The rules.</param>
    /// <param name="rowOf">Each parameter's rule.</param>
    public static UpdatePlan Make(IReadOnlyList<Parameter> parameters, UpdateRow[] rows, UpdateRow[] rowOf)
    {
        var updates = new bool[parameters.Count];
        // arrays: the framework's collections over a struct of ours would be compiled before the first step
        var segments = new UpdateSegment[updates.Length];
        int count = 0;
        bool joined = false;
        for (int i = 0; i < updates.Length; i++)
        {
            var parameter = parameters[i];
            nint end = parameter.BufferOffset + (nint)parameter.ElementCount;
            int row = UpdateRow.IndexIn(rows, rowOf[i], rows.Length);
            updates[i] = IsUpdated(parameter);
            // the zeros that align a parameter may be updated along: they stay zeros
            if (updates[i] && joined && segments[count - 1].Group == row)
                segments[count - 1] = segments[count - 1] with { Length = end - segments[count - 1].Offset };
            else if (updates[i])
                segments[count++] = new UpdateSegment(parameter.BufferOffset, end - parameter.BufferOffset, row);
            joined = updates[i];
        }

        return new UpdatePlan(rows, (UpdateRow[])rowOf.Clone(), updates, new ReadOnlyMemory<UpdateSegment>(segments, 0, count));
    }

    /// <summary>What the segments have of a part of the buffer, from its start on.</summary>
    public ReadOnlyMemory<UpdateSegment> SegmentsOf(ElementRange part)
    {
        var segments = new UpdateSegment[Segments.Length];
        int count = 0;
        foreach (var segment in Segments.Span)
        {
            var kept = new ElementRange(segment.Offset, segment.Length).Within(part.Start, part.Start + part.Count);
            if (kept.Count > 0) segments[count++] = new UpdateSegment((nint)(kept.Start - part.Start), (nint)kept.Count, segment.Group);
        }

        return new ReadOnlyMemory<UpdateSegment>(segments, 0, count);
    }

    /// <summary>Whether a plan made now would say the same.</summary>
    public bool IsFor(IReadOnlyList<Parameter> parameters, UpdateRow[] rows) => Rows == rows && IsOf(parameters);

    /// <summary>Whether these are the parameters that a gradient came to now.</summary>
    public bool IsOf(IReadOnlyList<Parameter> parameters)
    {
        for (int i = 0; i < Updates.Length; i++)
            if (Updates[i] != IsUpdated(parameters[i])) return false;
        return true;
    }

    /// <summary>Whether the parameters that the plan updates still have the rules that it gives them.</summary>
    public bool Fits(UpdateRow[] rowOf)
    {
        for (int i = 0; i < Updates.Length; i++)
            if (Updates[i] && _rowOf[i] != rowOf[i]) return false;
        return true;
    }

    private static bool IsUpdated(Parameter parameter) => parameter.IsTrainable && parameter.HasGradient;
}
