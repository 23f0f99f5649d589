"""FastAPI as its documentation has it; started by uvicorn with $WORKERS processes."""
import numpy as np
from classifier import Classifier
from fastapi import FastAPI, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

app = FastAPI()
model = Classifier()


@app.post("/predict")
def predict(file: UploadFile):
    return {"predictions": model.best(file.file.read())}


@app.post("/tensor")
async def tensor(request: Request):
    values = np.frombuffer(await request.body(), np.float32).reshape(1, 3, model.crop, model.crop)
    logits = await run_in_threadpool(model.run, values)
    return Response(logits.tobytes(), media_type="application/octet-stream")
